# Tests, fuzz targets and benchmarks.

# Gives a program Catch2: the header tests/catch.hpp, and one main for all.
#
# The main contains the implementation of Catch2 (version 2 carries it in its header) and takes ten
# seconds to compile: once, and since it is not what is tested, without optimisation, debug information
# or UBSan. The header costs half a second in each file; a precompiled one, shared by all, saves that. A program
# that names more headers (course_use_catch(target <map> "wallet.hpp")) has one of its own, with these.
function(course_use_catch target)
    if(NOT TARGET sbc_catch)
        course_library(catch2 catch_target)
        add_library(sbc_catch INTERFACE)
        target_include_directories(sbc_catch INTERFACE "${SBC_ROOT}/tests")
        target_link_libraries(sbc_catch INTERFACE ${catch_target})

        add_library(sbc_catch_main OBJECT EXCLUDE_FROM_ALL "${SBC_ROOT}/tests/harness_main.cpp")
        target_link_libraries(sbc_catch_main PRIVATE sbc_catch)
        target_compile_options(sbc_catch_main PRIVATE -O0 -g0)
        if(SBC_SANITIZE MATCHES "undefined")
            target_compile_options(sbc_catch_main PRIVATE -fno-sanitize=undefined)
        endif()

        file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/catch_pch.cpp"
             CONTENT "// Owns the precompiled header of tests/catch.hpp.\n")
        add_library(sbc_catch_pch OBJECT EXCLUDE_FROM_ALL "${CMAKE_BINARY_DIR}/catch_pch.cpp")
        # With the same warnings as its users: -Wpedantic changes a macro, and a precompiled header with
        # other macros is not used.
        target_link_libraries(sbc_catch_pch PRIVATE sbc_catch sbc_warnings)
        target_precompile_headers(sbc_catch_pch PRIVATE <catch.hpp>)
        if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
            # Else ccache sees another header after each rebuild of it.
            target_compile_options(sbc_catch_pch PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
        endif()
    endif()
    # The main comes after the program's own files: where two instantiate the same template, the linker
    # keeps the first one, which shall be the fully instrumented one of the code under test. And it comes
    # before the library of Catch2 version 3, in which it needs things.
    target_link_libraries(${target} PRIVATE $<TARGET_OBJECTS:sbc_catch_main> sbc_catch sbc_warnings)
    add_dependencies(${target} sbc_catch_main)
    if(ARGN)
        target_precompile_headers(${target} PRIVATE <catch.hpp> ${ARGN})
    else()
        target_precompile_headers(${target} REUSE_FROM sbc_catch_pch)
    endif()
endfunction()

# course_test(NAME test_net SOURCES .. LINK .. LABEL net): each test case becomes a test of ctest.
function(course_test)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;LABEL" "SOURCES;LINK")
    add_executable(${arg_NAME} ${arg_SOURCES})
    course_use_catch(${arg_NAME})
    target_link_libraries(${arg_NAME} PRIVATE ${arg_LINK})
    get_property(version GLOBAL PROPERTY SBC_CATCH2_VERSION)
    set(arguments "")
    if(version VERSION_LESS 3)
        # A filter that matches no test must not pass; version 3 refuses it by itself.
        set(arguments --argument=-w --argument=NoTests)
    endif()
    set(tests "${CMAKE_CURRENT_BINARY_DIR}/${arg_NAME}_tests.cmake")
    add_custom_command(
        TARGET ${arg_NAME} POST_BUILD
        COMMAND "${SBC_PYTHON}" -S -E "${SBC_TOOLS}/cmake/discover_tests.py" $<TARGET_FILE:${arg_NAME}> "${tests}"
                --prefix "${arg_LABEL}: " --label "${arg_LABEL}" ${arguments}
        BYPRODUCTS "${tests}"
        VERBATIM)
    file(CONFIGURE OUTPUT "${tests}.in.cmake" @ONLY
         CONTENT "if(EXISTS [==[${tests}]==])\n  include([==[${tests}]==])\nelse()\n  add_test([==[${arg_NAME} is not\
 built]==] [==[${arg_NAME}]==])\nendif()\n")
    set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${tests}.in.cmake")
endfunction()

# course_fuzz(NAME frame SOURCES .. LINK ..): a decoder fed with anything. The sources define
# LLVMFuzzerTestOneInput(); what was found interesting lies in tests/fuzz/corpus/<name>/.
#
#   replay_<name>   runs the corpus, and is a test of ctest
#   fuzz_<name>     the libFuzzer program, in the preset `asan`
function(course_fuzz)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;LINK")
    set(corpus "${SBC_ROOT}/tests/fuzz/corpus/${arg_NAME}")
    if(NOT IS_DIRECTORY "${corpus}")
        course_complain("The fuzz target ${arg_NAME} has no corpus: tests/fuzz/corpus/${arg_NAME}/ holds\
 the inputs that every test run repeats.")
    endif()
    if(NOT TARGET sbc_replay_main)
        add_library(sbc_replay_main OBJECT EXCLUDE_FROM_ALL "${SBC_ROOT}/tests/fuzz/replay_main.cpp")
        target_link_libraries(sbc_replay_main PRIVATE sbc_warnings)
    endif()
    add_executable(replay_${arg_NAME} ${arg_SOURCES})
    target_link_libraries(replay_${arg_NAME} PRIVATE ${arg_LINK} sbc_warnings sbc_replay_main)
    add_test(NAME "fuzz: ${arg_NAME} replays its corpus" COMMAND replay_${arg_NAME} "${corpus}")
    set_tests_properties("fuzz: ${arg_NAME} replays its corpus" PROPERTIES LABELS fuzz TIMEOUT 60)
    if(SBC_FUZZERS)
        add_executable(fuzz_${arg_NAME} ${arg_SOURCES})
        target_link_libraries(fuzz_${arg_NAME} PRIVATE ${arg_LINK} sbc_warnings)
        target_link_options(fuzz_${arg_NAME} PRIVATE -fsanitize=fuzzer)
    endif()
endfunction()

# course_bench(NAME loopback SOURCES .. LINK ..): the program bench_<name> on Google Benchmark, in the
# preset `release`.
function(course_bench)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;LINK")
    course_library(benchmark benchmark)
    add_executable(bench_${arg_NAME} ${arg_SOURCES})
    target_link_libraries(bench_${arg_NAME} PRIVATE ${arg_LINK} ${benchmark} sbc_warnings)
endfunction()

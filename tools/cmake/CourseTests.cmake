# Tests, fuzz targets and benchmarks.

# Catch2 for a program: the header tests/catch.hpp, one precompiled header and one main for all.
function(course_use_catch target)
    if(NOT TARGET sbc_catch)
        course_library(catch2 catch_target)
        # The main and the implementation of Catch2 (v2 carries it in its header) compile once; they
        # are not what is tested, so neither optimised nor with debug information.
        add_library(sbc_catch OBJECT EXCLUDE_FROM_ALL "${SBC_ROOT}/tests/harness_main.cpp")
        target_compile_options(sbc_catch PRIVATE -O0 -g0)
        target_include_directories(sbc_catch PUBLIC "${SBC_ROOT}/tests")
        target_link_libraries(sbc_catch PUBLIC ${catch_target})
    endif()
    target_link_libraries(${target} PRIVATE sbc_catch)
endfunction()

# course_test(NAME test_net SOURCES .. LINK .. LABEL net): each test case becomes a test of ctest.
function(course_test)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;LABEL" "SOURCES;LINK")
    add_executable(${arg_NAME} ${arg_SOURCES})
    course_use_catch(${arg_NAME})
    target_link_libraries(${arg_NAME} PRIVATE ${arg_LINK} sbc_warnings)
    if(Catch2_DIR)
        include("${Catch2_DIR}/Catch.cmake")
        set(no_tests "")
        if(Catch2_VERSION VERSION_LESS 3)
            # A filter that matches no test must not pass; v3 refuses it by itself.
            set(no_tests EXTRA_ARGS -w NoTests)
        endif()
        catch_discover_tests(${arg_NAME} TEST_PREFIX "${arg_LABEL}: " ${no_tests}
                             PROPERTIES LABELS "${arg_LABEL}" TIMEOUT 60)
    endif()
endfunction()

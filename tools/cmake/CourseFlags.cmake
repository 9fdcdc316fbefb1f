# The language, the warnings, the sanitizers, and the tools that make builds faster.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# Imported targets serve all folders, also those that a chapter adds later.
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Debug CACHE STRING "" FORCE)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(SBC_OLDEST_COMPILER 12)
else()
    set(SBC_OLDEST_COMPILER 14)
endif()
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "^(GNU|Clang|AppleClang)$"
   OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS SBC_OLDEST_COMPILER)
    course_complain("The course is written in C++20 for g++ 12 or clang 14 and later; this compiler is\
 ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}. Choose another:  cmake -DCMAKE_CXX_COMPILER=g++-12 ..")
endif()

# The warnings stand on one target; tests/canary proves that each of them fires.
add_library(sbc_warnings INTERFACE)
target_compile_options(sbc_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # Who touches what a mutex guards must hold it (base/mutex.hpp).
    target_compile_options(sbc_warnings INTERFACE -Wthread-safety)
endif()
if(SBC_WERROR)
    target_compile_options(sbc_warnings INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    # When it optimises, g++ 12 sees uninitialised members in every std::variant that is moved.
    target_compile_options(sbc_warnings INTERFACE -Wno-maybe-uninitialized)
endif()

# In a Debug build it is chapters and tests that people step through. The layers below them are compiled
# with -O1, where the preset names no level of its own: a twentieth more time, and they run four times as
# fast.
set(SBC_LAYER_FLAGS "")
if(SBC_QUICK_LAYERS AND CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT CMAKE_CXX_FLAGS_DEBUG MATCHES "-O")
    set(SBC_LAYER_FLAGS -O1)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        list(APPEND SBC_LAYER_FLAGS -Wno-maybe-uninitialized)  # as above
    endif()
endif()

# The standard library's own checks (an index beyond the end stops the program) wherever somebody
# looks for mistakes.
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
    add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()

# course_sanitizer_flags(result "address,undefined"): the flags, for compiling and linking.
function(course_sanitizer_flags result sanitizers)
    set(flags -fsanitize=${sanitizers} -fno-omit-frame-pointer)
    if(sanitizers MATCHES "undefined")
        # The first mistake ends the program: a test cannot pass over it.
        list(APPEND flags -fno-sanitize-recover=all)
        if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
            # clang 14 reports calls through the function pointers of libstdc++'s type erasure.
            list(APPEND flags -fno-sanitize=function)
        endif()
    endif()
    if(sanitizers MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # Asio uses atomic_thread_fence, which g++ cannot instrument and says so in each file.
        list(APPEND flags -Wno-tsan)
    endif()
    set(${result} "${flags}" PARENT_SCOPE)
endfunction()

# Sanitizers must see every file of a program, so these flags stand on everything.
if(SBC_SANITIZE)
    course_sanitizer_flags(sanitizer_flags "${SBC_SANITIZE}")
    add_compile_options(${sanitizer_flags})
    add_link_options(${sanitizer_flags})
endif()
if(SBC_FUZZERS)
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        # Coverage in every file guides the fuzzer; the fuzzer itself is linked by course_fuzz().
        add_compile_options(-fsanitize=fuzzer-no-link)
    else()
        course_complain("libFuzzer comes with clang:  cmake --preset asan")
    endif()
endif()

# A faster linker and a compiler cache, where they are installed.
find_program(SBC_MOLD NAMES ld.mold)
find_program(SBC_LLD NAMES ld.lld)
mark_as_advanced(SBC_MOLD SBC_LLD)
if(SBC_MOLD)
    add_link_options(-fuse-ld=mold)
elseif(SBC_LLD)
    add_link_options(-fuse-ld=lld)
endif()

find_program(SBC_CCACHE NAMES ccache)
mark_as_advanced(SBC_CCACHE)
if(SBC_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    # Precompiled headers need this slack in what ccache compares.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        "${SBC_CCACHE}")
endif()

# A list of sources is looked up again at every build, so that a file that nobody builds cannot exist.
# The exercises' build saves these milliseconds: there the folder itself is watched, and a file that
# comes or goes configures again.
function(course_glob result)
    if(SBC_MINIMAL)
        file(GLOB found LIST_DIRECTORIES false ${ARGN})
        foreach(pattern IN LISTS ARGN)
            string(REGEX REPLACE "/[^/]*\\*.*" "" folder "${pattern}")
            set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${folder}")
        endforeach()
    else()
        file(GLOB found LIST_DIRECTORIES false CONFIGURE_DEPENDS ${ARGN})
    endif()
    set(${result} "${found}" PARENT_SCOPE)
endfunction()

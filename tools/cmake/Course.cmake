# What the CMakeLists.txt files of the course are written in:
#
#   course_layer(NAME net USES base WRAPS asio EXPOSES asio)    a folder of common/
#   course_chapter()                                            a folder of chapters/, from its chapter.json
#   course_test(NAME .. SOURCES .. LINK .. LABEL ..)            a Catch2 program, each case known to ctest
#   course_exercise(FOLDER)                                     a folder of exercises/, from its exercise.json
#   course_fuzz(NAME .. ) course_bench(NAME ..)                 a fuzz target, a benchmark
#
# A chapter includes this file too and then builds on its own: whatever it needs from common/ is added
# when it is asked for.
include_guard(GLOBAL)

# The tree that these functions speak of. The canaries put a small broken one in its place.
if(NOT DEFINED SBC_ROOT)
    get_filename_component(SBC_ROOT "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)
endif()
get_filename_component(SBC_TOOLS "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}")

# A folder of chapters/ that is configured by itself wants its programs and nothing else.
if(CMAKE_SOURCE_DIR STREQUAL SBC_ROOT)
    set(SBC_STANDALONE OFF)
else()
    set(SBC_STANDALONE ON)
endif()

option(SBC_WERROR "Treat warnings as errors, as CI does" OFF)
option(SBC_CHECKS "Also compile each header alone (target check_headers)" OFF)
option(SBC_MINE "Link the learner's files from my/ in place of the stages' own (seams)" OFF)
option(SBC_MINIMAL "Only the exercises and what they need" OFF)
option(SBC_QUICK_LAYERS "In a Debug build common/ and gui/ are compiled with -O1: OFF to step through them" ON)
option(SBC_FUZZERS "Build the libFuzzer programs (clang)" OFF)
option(SBC_BENCHES "Build the benchmarks" OFF)
option(SBC_CANARIES "Prove that each warning, sanitizer and check bites (tests/canary)" OFF)
set(SBC_SANITIZE "" CACHE STRING "Sanitizers: address,undefined or thread, or empty")

# Complaints are collected and told together at the end of the configuration, each with what to do.
function(course_complain sentence)
    set_property(GLOBAL APPEND_STRING PROPERTY SBC_COMPLAINTS "${sentence}\n")
endfunction()

function(course_tell_complaints)
    get_property(packages GLOBAL PROPERTY SBC_MISSING_PACKAGES)
    if(packages)
        list(REMOVE_DUPLICATES packages)
        list(JOIN packages " " packages)
        course_complain("On Debian and Ubuntu:  sudo apt-get install ${packages}")
        course_complain("The command ./course installs what it needs by itself.")
    endif()
    get_property(complaints GLOBAL PROPERTY SBC_COMPLAINTS)
    if(complaints)
        # Deferred once more: a message from here would show where it was called, which helps nobody.
        cmake_language(EVAL CODE "cmake_language(DEFER DIRECTORY [[${CMAKE_SOURCE_DIR}]] CALL message\
 FATAL_ERROR [==[${complaints}]==])")
    endif()
endfunction()
cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL course_tell_complaints)

include(CourseFlags)
include(CoursePackages)
include(CourseChecks)
include(CourseLayers)
include(CourseChapters)
include(CourseTests)
include(CourseExercises)
cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL course_write_facts)

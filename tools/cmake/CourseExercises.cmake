# course_exercise(FOLDER): the exercise in this folder, from its exercise.json.
#
# The program exercise_<ID> is made from the file under check, which ./course places in
# <build>/check/<ID>/ (the starter lies there at first), from the exercise's tests.cpp and from the
# harness, tests/harness_main.cpp, whose first comment tells how it is run.
#
# "libraries" may name layers (sbc_base) and third-party libraries (asio). "sources" are files of the
# stage that the learner's file stands on (chapters/04-simple-chain/hash.cpp); they are built as they are.
#
# Between saving a file and the verdict stand the compilation of this one file and a link. What the starter
# includes is compiled beforehand: that saves a third to a half. Nobody else's header slips in that way,
# the learner's file names its own includes. Another quarter goes into asking at each use of a pointer whether it
# is null or misaligned. AddressSanitizer sees the former as well, and the latter is asked in chapter 01 only, where
# bytes become numbers.
function(course_exercise folder)
    course_read_json(exercise "${folder}/exercise.json")
    course_json(id "${exercise}" id)
    course_json(file "${exercise}" file)
    get_filename_component(folder_name "${folder}" NAME)
    if(NOT id STREQUAL folder_name)
        course_complain("exercises/${folder_name}/exercise.json: \"id\" must be the name of the folder,\
 not \"${id}\".")
        return()
    endif()
    foreach(needed "starter/${file}" tests.cpp)
        if(NOT EXISTS "${folder}/${needed}" OR IS_DIRECTORY "${folder}/${needed}")
            course_complain("exercises/${folder_name}: there is no ${needed}.")
            return()
        endif()
    endforeach()
    set(starter "${folder}/starter/${file}")
    set(checked "${CMAKE_BINARY_DIR}/check/${id}/${file}")
    if(NOT EXISTS "${checked}")
        file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/check/${id}")
        file(READ "${starter}" text)
        file(WRITE "${checked}" "#line 1 \"exercises/${id}/starter/${file}\"\n${text}")
    endif()

    # What both the learner's file and the tests see.
    set(parts exercise_${id}_parts)
    add_library(${parts} INTERFACE)
    target_include_directories(${parts} INTERFACE "${CMAKE_BINARY_DIR}/check/${id}" "${folder}")
    course_json_list(includes "${exercise}" include)
    foreach(include IN LISTS includes)
        target_include_directories(${parts} INTERFACE "${SBC_ROOT}/${include}")
    endforeach()
    course_json_list(libraries "${exercise}" libraries)
    foreach(library IN LISTS libraries)
        if(library MATCHES "^sbc_(.*)$")
            course_need_layer(${CMAKE_MATCH_1})
        elseif(library IN_LIST SBC_LIBRARIES)
            course_library(${library} library)
        endif()
        target_link_libraries(${parts} INTERFACE ${library})
    endforeach()
    target_link_libraries(${parts} INTERFACE sbc_warnings)

    set(program exercise_${id})
    add_executable(${program} EXCLUDE_FROM_ALL "${folder}/tests.cpp")
    target_link_libraries(${program} PRIVATE ${parts})
    course_exercise_sources(${program} ${parts} "${exercise}")
    set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/exercises")

    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${starter}")
    file(STRINGS "${starter}" headers REGEX "^#include ")
    list(TRANSFORM headers REPLACE "^#include +" "")
    set(checks "")
    if(SBC_SANITIZE MATCHES "undefined" AND NOT id MATCHES "^01-")
        set(checks -fno-sanitize=null,alignment)
    endif()
    if(file MATCHES "\\.cpp$")
        course_use_catch(${program})
        add_library(${program}_file OBJECT EXCLUDE_FROM_ALL "${checked}")
        target_link_libraries(${program}_file PRIVATE ${parts})
        set_target_properties(${program}_file PROPERTIES CXX_COMPILER_LAUNCHER "")
        target_compile_options(${program}_file PRIVATE ${checks})
        target_precompile_headers(${program}_file PRIVATE ${headers})
        target_sources(${program} PRIVATE $<TARGET_OBJECTS:${program}_file>)
    else()
        # The learner writes a header: it is compiled as a part of the tests.
        target_compile_options(${program} PRIVATE ${checks})
        course_use_catch(${program} ${headers})
        set_target_properties(${program} PROPERTIES CXX_COMPILER_LAUNCHER "")
    endif()
endfunction()

# What the stage gives: built once, so that it costs the learner nothing later.
function(course_exercise_sources program parts exercise)
    course_json_list(sources "${exercise}" sources)
    if(NOT sources)
        return()
    endif()
    foreach(source IN LISTS sources)
        if(NOT EXISTS "${SBC_ROOT}/${source}")
            course_complain("exercises: \"sources\" of ${program} names ${source}, which does not exist.")
            return()
        endif()
    endforeach()
    list(TRANSFORM sources PREPEND "${SBC_ROOT}/")
    add_library(${program}_given OBJECT EXCLUDE_FROM_ALL ${sources})
    target_link_libraries(${program}_given PRIVATE ${parts})
    target_sources(${program} PRIVATE $<TARGET_OBJECTS:${program}_given>)
endfunction()

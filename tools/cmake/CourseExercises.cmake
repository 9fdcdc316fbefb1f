# course_exercise(FOLDER): the exercise in this folder, from its exercise.json.
#
# The program exercise_<ID> is made from the file under check, which ./course places in
# <build>/check/<ID>/ (the starter lies there at first), from the exercise's tests.cpp and from the
# harness, tests/harness_main.cpp, whose first comment tells how it is run.
#
# "libraries" may name layers (sbc_base) and third-party libraries (asio). "sources" are files of the
# stage that the learner's file stands on (chapters/04-simple-chain/hash.cpp); they are built as they are.
#
# Between saving a file and the verdict stand the compilation of this one file and a link. A precompiled
# header of what every exercise includes anyway saves a third of that; so does one with Asio's headers
# where the starter uses Asio. Nobody else's header slips in: the learner's file names its own includes.
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
    set(checked "${CMAKE_BINARY_DIR}/check/${id}/${file}")
    if(NOT EXISTS "${checked}")
        file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/check/${id}")
        file(READ "${folder}/starter/${file}" starter)
        file(WRITE "${checked}" "#line 1 \"exercises/${id}/starter/${file}\"\n${starter}")
    endif()

    # What both the learner's file and the tests see.
    set(parts exercise_${id}_parts)
    add_library(${parts} INTERFACE)
    target_include_directories(${parts} INTERFACE "${CMAKE_BINARY_DIR}/check/${id}" "${folder}")
    course_json_list(includes "${exercise}" include)
    set(stage "")  # the stage that the file belongs to, if it sees that stage's nodes
    foreach(include IN LISTS includes)
        target_include_directories(${parts} INTERFACE "${SBC_ROOT}/${include}")
        if(EXISTS "${SBC_ROOT}/${include}/node.hpp")
            set(stage "${include}")
        endif()
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
    course_use_catch(${program})

    if(file MATCHES "\\.cpp$")
        add_library(${program}_file OBJECT EXCLUDE_FROM_ALL "${checked}")
        target_link_libraries(${program}_file PRIVATE ${parts})
        set_target_properties(${program}_file PROPERTIES CXX_COMPILER_LAUNCHER "")
        target_sources(${program} PRIVATE $<TARGET_OBJECTS:${program}_file>)
        file(STRINGS "${folder}/starter/${file}" asio_lines REGEX "^#include <asio")
        if(asio_lines)
            course_exercise_header(asio "${parts}" <base/bytes.hpp> <base/result.hpp> <asio/io_context.hpp>
                                   <asio/ip/tcp.hpp> <asio/read.hpp> <asio/steady_timer.hpp> <asio/write.hpp>)
            target_precompile_headers(${program}_file REUSE_FROM sbc_exercise_header_asio)
        elseif(stage)
            # One for each set of libraries: their definitions must be the same where it is used.
            string(REPLACE ";" "-" stage_name "${stage};${libraries}")
            string(REPLACE "/" "-" stage_name "${stage_name}")
            course_exercise_header(${stage_name} "${parts}" <base/bytes.hpp> <base/result.hpp>
                                   <${stage}/node.hpp> <deque> <map> <set> <unordered_set>)
            target_precompile_headers(${program}_file REUSE_FROM sbc_exercise_header_${stage_name})
        elseif(libraries MATCHES "sbc_crypto")
            # What the headers of the chain's stage include.
            course_exercise_header(chain sbc_base <base/bytes.hpp> <base/result.hpp> <base/json.hpp> <list> <map> <set>)
            target_precompile_headers(${program}_file REUSE_FROM sbc_exercise_header_chain)
        elseif(libraries MATCHES "sbc_")
            course_exercise_header(base sbc_base <base/bytes.hpp> <base/result.hpp>)
            target_precompile_headers(${program}_file REUSE_FROM sbc_exercise_header_base)
        endif()
    else()
        # The learner writes a header: it is compiled as a part of the tests.
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

# The precompiled header sbc_exercise_header_<name>, once for all exercises.
function(course_exercise_header name link)
    set(owner sbc_exercise_header_${name})
    if(TARGET ${owner})
        return()
    endif()
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/${owner}.cpp"
         CONTENT "// Owns the precompiled header of the exercises.\n")
    add_library(${owner} OBJECT EXCLUDE_FROM_ALL "${CMAKE_BINARY_DIR}/${owner}.cpp")
    target_link_libraries(${owner} PRIVATE ${link} sbc_warnings)
    target_include_directories(${owner} PRIVATE "${SBC_ROOT}")
    target_precompile_headers(${owner} PRIVATE ${ARGN})
endfunction()

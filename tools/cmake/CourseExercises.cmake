# course_exercise(FOLDER): the exercise in this folder, from its exercise.json.
#
# The program exercise_<ID> is made from the file under check, which ./course places in
# <build>/check/<ID>/ (the starter lies there at first), from the exercise's tests.cpp and from the
# harness.
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
    set(checked "${CMAKE_BINARY_DIR}/check/${id}/${file}")
    if(NOT EXISTS "${checked}")
        configure_file("${folder}/starter/${file}" "${checked}" COPYONLY)
    endif()

    set(program exercise_${id})
    add_executable(${program} EXCLUDE_FROM_ALL "${checked}" "${folder}/tests.cpp")
    course_use_catch(${program})
    target_include_directories(${program} PRIVATE "${CMAKE_BINARY_DIR}/check/${id}" "${folder}")
    course_json_list(includes "${exercise}" include)
    foreach(include IN LISTS includes)
        target_include_directories(${program} PRIVATE "${SBC_ROOT}/${include}")
    endforeach()
    course_json_list(libraries "${exercise}" libraries)
    foreach(library IN LISTS libraries)
        if(library MATCHES "^sbc_(.*)$")
            course_need_layer(${CMAKE_MATCH_1})
        endif()
        target_link_libraries(${program} PRIVATE ${library})
    endforeach()
    target_link_libraries(${program} PRIVATE sbc_warnings)
    set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/exercises")
endfunction()

# The checks that run as a part of the build: who may include what (always), and whether each header
# compiles alone (with SBC_CHECKS).

find_program(SBC_PYTHON3 NAMES python3)
mark_as_advanced(SBC_PYTHON3)
if(SBC_PYTHON3 AND NOT SBC_PYTHON)
    # The interpreter itself: what is found first may be a script that chooses one, at each start.
    execute_process(COMMAND "${SBC_PYTHON3}" -c "import sys; print(sys.executable)"
                    OUTPUT_VARIABLE python OUTPUT_STRIP_TRAILING_WHITESPACE)
    set(SBC_PYTHON "${python}" CACHE INTERNAL "The python3 that runs the checks")
endif()
if(NOT SBC_PYTHON)
    course_complain("The checks of the build need python3.")
    set_property(GLOBAL APPEND PROPERTY SBC_MISSING_PACKAGES python3)
endif()

# course_check_includes(name files targets option...): tools/checks/includes.py with these options,
# before any of the targets compiles. It runs again when a file that it has read changes or when the
# list of files does.
function(course_check_includes name files targets)
    if(NOT SBC_PYTHON)
        return()
    endif()
    set(script "${SBC_TOOLS}/checks/includes.py")
    set(stamp "${CMAKE_BINARY_DIR}/checks/${name}.stamp")
    list(JOIN files "\n" file_list)
    file(CONFIGURE OUTPUT "${stamp}.files" CONTENT "${file_list}\n" @ONLY)
    add_custom_command(
        OUTPUT "${stamp}"
        COMMAND "${SBC_PYTHON}" -S -E "${script}" --facts "${CMAKE_BINARY_DIR}/layers.json" ${ARGN}
                --root "${SBC_ROOT}" --stamp "${stamp}" --depfile "${stamp}.d"
        DEPENDS "${stamp}.files" ${files} "${script}" "${SBC_TOOLS}/checks/facts.py" "${SBC_TOOLS}/checks/pure.py"
        DEPFILE "${stamp}.d"
        COMMENT "Checking what ${name} includes"
        VERBATIM)
    add_custom_target(check_includes_${name} DEPENDS "${stamp}")
    foreach(target IN LISTS targets)
        get_target_property(type ${target} TYPE)
        if(NOT type STREQUAL "INTERFACE_LIBRARY")
            add_dependencies(${target} check_includes_${name})
        endif()
    endforeach()
endfunction()

function(course_check_layer name target files)
    course_check_includes(${name} "${files}" ${target} --layer ${name})
    course_check_headers(${name} "${files}" ${target})
endfunction()

function(course_check_chapter number folder files targets)
    get_filename_component(folder_name "${folder}" NAME)
    set(watched ${files} "${folder}/chapter.json")
    course_check_includes(stage_${number} "${watched}" "${targets}"
                          --chapter ${folder_name})
    course_check_headers(stage_${number} "${files}" stage_${number})
endfunction()

# course_check_headers(name files target): compiles each header alone, with the flags of its target. A
# header that needs others to come first is refused in a sentence by tools/checks/header_alone.py,
# through which the compiler is called here.
function(course_check_headers name files target)
    if(NOT SBC_CHECKS OR NOT SBC_PYTHON)
        return()
    endif()
    set(sources "")
    foreach(file IN LISTS files)
        if(NOT file MATCHES "\\.hpp$")
            continue()
        endif()
        file(RELATIVE_PATH shown "${SBC_ROOT}" "${file}")
        set(source "${CMAKE_BINARY_DIR}/checks/headers/${shown}.cpp")
        # Twice: the second time, `#pragma once` has to keep it out.
        file(CONFIGURE OUTPUT "${source}" CONTENT "#include \"${file}\"\n#include \"${file}\"\n" @ONLY)
        set_source_files_properties("${source}" PROPERTIES COMPILE_DEFINITIONS "SBC_HEADER=${shown}")
        list(APPEND sources "${source}")
    endforeach()
    if(NOT sources)
        return()
    endif()
    if(NOT TARGET check_headers)
        add_custom_target(check_headers ALL)
    endif()
    add_library(check_headers_${name} OBJECT EXCLUDE_FROM_ALL ${sources})
    target_link_libraries(check_headers_${name} PRIVATE ${target} sbc_warnings)
    set_target_properties(check_headers_${name} PROPERTIES
        CXX_COMPILER_LAUNCHER
            "${SBC_PYTHON};-S;-E;${SBC_TOOLS}/checks/header_alone.py;${CMAKE_CXX_COMPILER_LAUNCHER}"
        EXPORT_COMPILE_COMMANDS OFF)
    add_dependencies(check_headers check_headers_${name})
endfunction()

# The declarations as JSON, for the checks and for ./course. Written at the end of the configuration,
# and only when something changed.
function(course_write_facts)
    set(layer_texts "")
    get_property(layers GLOBAL PROPERTY SBC_LAYERS)
    foreach(layer IN LISTS layers)
        get_property(dir GLOBAL PROPERTY SBC_LAYER_${layer}_DIR)
        set(fields "\"dir\": \"${dir}\"")
        foreach(fact USES WRAPS EXPOSES BUT)
            get_property(values GLOBAL PROPERTY SBC_LAYER_${layer}_${fact})
            string(TOLOWER ${fact} key)
            course_json_texts(values "${values}")
            string(APPEND fields ", \"${key}\": ${values}")
        endforeach()
        get_property(pure GLOBAL PROPERTY SBC_LAYER_${layer}_PURE)
        if(pure)
            string(APPEND fields ", \"pure\": true")
        else()
            string(APPEND fields ", \"pure\": false")
        endif()
        list(APPEND layer_texts "    \"${layer}\": {${fields}}")
    endforeach()
    set(library_texts "")
    foreach(library IN LISTS SBC_LIBRARIES)
        course_json_texts(headers "${SBC_${library}_HEADERS}")
        list(APPEND library_texts
             "    \"${library}\": {\"package\": \"${SBC_${library}_PACKAGE}\", \"headers\": ${headers}}")
    endforeach()
    list(JOIN layer_texts ",\n" layer_texts)
    list(JOIN library_texts ",\n" library_texts)
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/layers.json" @ONLY
         CONTENT "{\n  \"layers\": {\n${layer_texts}\n  },\n  \"libraries\": {\n${library_texts}\n  }\n}\n")
endfunction()

# A CMake list as a JSON list of texts.
function(course_json_texts result values)
    list(TRANSFORM values PREPEND "\"")
    list(TRANSFORM values APPEND "\"")
    list(JOIN values ", " values)
    set(${result} "[${values}]" PARENT_SCOPE)
endfunction()

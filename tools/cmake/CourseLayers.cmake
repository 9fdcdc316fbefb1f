# The layers of common/, and the window in gui/: one declaration drives both what is linked and what may
# be included.

# course_layer(NAME net USES base WRAPS asio EXPOSES asio [PURE [BUT random_bytes]] [OPTIONAL window panels])
#
#   USES     the layers below that its files may include
#   WRAPS    the third-party libraries that only this layer touches (see CoursePackages.cmake)
#   EXPOSES  those of them that its headers show; the others stay hidden in its .cpp files
#   PURE     protocol objects: bytes, time and nonces go in, actions come out. No file of a pure layer
#            includes a socket, a thread, a clock, a random device or a file, directly or through a
#            header.
#   BUT      files of a pure layer (without .hpp or .cpp) that are not pure, and that no pure file may
#            include, of this layer or another.
#   OPTIONAL folders inside the layer that alone use what it wraps. They are a library of their own,
#            sbc_<name>_<first of them>. Where something that it wraps is not installed, this library
#            is left out with a warning, and so is whatever asks for it; everything else is built.
#
# A layer lies in common/, and is included as "net/frame.hpp"; gui lies at the top of the tree.
#
# The static library is sbc_<name>; its alias, which others link, is sbc::<name>.
function(course_layer)
    cmake_parse_arguments(PARSE_ARGV 0 arg "PURE" "NAME" "USES;WRAPS;EXPOSES;BUT;OPTIONAL")
    set(target sbc_${arg_NAME})
    course_layer_folder(${arg_NAME} folder)
    get_filename_component(included_from "${folder}" DIRECTORY)
    course_glob(sources "${folder}/*.cpp")
    course_glob(headers "${folder}/*.hpp")
    foreach(used IN LISTS arg_USES)
        course_need_layer(${used})
    endforeach()

    if(sources)
        add_library(${target} STATIC ${sources} ${headers})
        set(public PUBLIC)
        set(private PRIVATE)
        target_link_libraries(${target} PRIVATE sbc_warnings)
        target_compile_options(${target} PRIVATE ${SBC_LAYER_FLAGS})
    else()
        add_library(${target} INTERFACE)
        set(public INTERFACE)
        set(private INTERFACE)
    endif()
    add_library(sbc::${arg_NAME} ALIAS ${target})
    target_include_directories(${target} ${public} "${included_from}")

    foreach(used IN LISTS arg_USES)
        target_link_libraries(${target} ${public} sbc_${used})
    endforeach()
    if(NOT arg_OPTIONAL)
        foreach(library IN LISTS arg_WRAPS)
            course_library(${library} library_target)
            if(library IN_LIST arg_EXPOSES)
                target_link_libraries(${target} ${public} ${library_target})
            else()
                target_link_libraries(${target} ${private} ${library_target})
            endif()
        endforeach()
    endif()

    set_property(GLOBAL APPEND PROPERTY SBC_LAYERS ${arg_NAME})
    foreach(fact USES WRAPS EXPOSES PURE BUT)
        set_property(GLOBAL PROPERTY SBC_LAYER_${arg_NAME}_${fact} "${arg_${fact}}")
    endforeach()
    file(RELATIVE_PATH shown "${SBC_ROOT}" "${folder}")
    set_property(GLOBAL PROPERTY SBC_LAYER_${arg_NAME}_DIR "${shown}")
    set(files ${sources} ${headers})
    course_check_layer(${arg_NAME} ${target} "${files}")
    if(arg_OPTIONAL)
        course_optional_part(${arg_NAME} "${folder}" "${arg_OPTIONAL}" "${arg_WRAPS}")
    endif()
endfunction()

# The part of a layer that not everybody can build (OPTIONAL).
function(course_optional_part name folder parts libraries)
    list(GET parts 0 first)
    set(target sbc_${name}_${first})
    set(library_targets "")
    set(missing "")
    foreach(library IN LISTS libraries)
        course_library(${library} library_target OPTIONAL)
        if(library_target)
            list(APPEND library_targets ${library_target})
        else()
            list(APPEND missing ${SBC_${library}_PACKAGE})
        endif()
    endforeach()
    if(missing)
        file(RELATIVE_PATH shown "${SBC_ROOT}" "${folder}")
        list(JOIN missing " " missing)
        message(WARNING "${shown}/${first} is left out, and what needs it; everything else is built. It wants:\
  sudo apt-get install ${missing}")
        return()
    endif()
    set(files "")
    foreach(part IN LISTS parts)
        course_glob(found "${folder}/${part}/*.[ch]pp")
        list(APPEND files ${found})
    endforeach()
    add_library(${target} STATIC ${files})
    target_link_libraries(${target} PUBLIC sbc_${name} PRIVATE ${library_targets} sbc_warnings)
    target_compile_options(${target} PRIVATE ${SBC_LAYER_FLAGS})
    course_check_includes(${name}_${first} "${files}" ${target} --layer ${name})
    course_check_headers(${name}_${first} "${files}" ${target})
endfunction()

# Where a layer lies: in common/, but for the window.
function(course_layer_folder name result)
    if(name STREQUAL "gui")
        set(${result} "${SBC_ROOT}/gui" PARENT_SCOPE)
    else()
        set(${result} "${SBC_ROOT}/common/${name}" PARENT_SCOPE)
    endif()
endfunction()

# Makes sure that a layer is a target; adds its folder when it is not.
function(course_need_layer name)
    if(TARGET sbc_${name})
        return()
    endif()
    course_layer_folder(${name} folder)
    get_property(underway GLOBAL PROPERTY SBC_LAYERS_UNDERWAY)
    if(name IN_LIST underway)
        list(JOIN underway " uses " row)
        course_complain("The layers form a circle: ${row} uses ${name}. A layer knows only those below it.")
        return()
    endif()
    if(NOT EXISTS "${folder}/CMakeLists.txt")
        file(RELATIVE_PATH shown "${SBC_ROOT}" "${folder}")
        course_complain("The layer ${name} is used, but there is no ${shown}/CMakeLists.txt.")
        add_library(sbc_${name} INTERFACE)
        add_library(sbc::${name} ALIAS sbc_${name})
        return()
    endif()
    set_property(GLOBAL PROPERTY SBC_LAYERS_UNDERWAY ${underway} ${name})
    if(SBC_STANDALONE OR SBC_MINIMAL)
        set(excluded EXCLUDE_FROM_ALL)
    else()
        set(excluded "")
    endif()
    file(RELATIVE_PATH place "${SBC_ROOT}" "${folder}")
    add_subdirectory("${folder}" "${CMAKE_BINARY_DIR}/${place}" ${excluded})
    set_property(GLOBAL PROPERTY SBC_LAYERS_UNDERWAY ${underway})
endfunction()

# Every folder of common/ that declares itself, and gui/.
macro(course_add_all_layers)
    file(GLOB layer_files CONFIGURE_DEPENDS "${SBC_ROOT}/common/*/CMakeLists.txt" "${SBC_ROOT}/gui/CMakeLists.txt")
    foreach(layer_file IN LISTS layer_files)
        get_filename_component(layer_name "${layer_file}" DIRECTORY)
        get_filename_component(layer_name "${layer_name}" NAME)
        course_need_layer(${layer_name})
    endforeach()
endmacro()

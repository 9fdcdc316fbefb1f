# The layers of common/: one declaration drives both what is linked and what may be included.

# course_layer(NAME net USES base WRAPS asio EXPOSES asio [PURE])
#
#   USES     the layers below that its files may include
#   WRAPS    the third-party libraries that only this layer touches (see CoursePackages.cmake)
#   EXPOSES  those of them that its headers show; the others stay hidden in its .cpp files
#   PURE     protocol objects: bytes, time and nonces go in, actions come out. No file of a pure layer
#            includes a socket, a thread, a clock, a random device or a file, directly or through a
#            header.
#
# The static library is sbc_<name>; its alias, which others link, is sbc::<name>.
function(course_layer)
    cmake_parse_arguments(PARSE_ARGV 0 arg "PURE" "NAME" "USES;WRAPS;EXPOSES")
    set(target sbc_${arg_NAME})
    set(folder "${SBC_ROOT}/common/${arg_NAME}")
    course_glob(sources "${folder}/*.cpp")
    course_glob(headers "${folder}/*.hpp")

    if(sources)
        add_library(${target} STATIC ${sources} ${headers})
        set(public PUBLIC)
        set(private PRIVATE)
        target_link_libraries(${target} PRIVATE sbc_warnings)
    else()
        add_library(${target} INTERFACE)
        set(public INTERFACE)
        set(private INTERFACE)
    endif()
    add_library(sbc::${arg_NAME} ALIAS ${target})
    target_include_directories(${target} ${public} "${SBC_ROOT}/common")

    foreach(used IN LISTS arg_USES)
        course_need_layer(${used})
        target_link_libraries(${target} ${public} sbc_${used})
    endforeach()
    foreach(library IN LISTS arg_WRAPS)
        course_library(${library} library_target)
        if(library IN_LIST arg_EXPOSES)
            target_link_libraries(${target} ${public} ${library_target})
        else()
            target_link_libraries(${target} ${private} ${library_target})
        endif()
    endforeach()

    set_property(GLOBAL APPEND PROPERTY SBC_LAYERS ${arg_NAME})
    foreach(fact USES WRAPS EXPOSES PURE)
        set_property(GLOBAL PROPERTY SBC_LAYER_${arg_NAME}_${fact} "${arg_${fact}}")
    endforeach()
    course_check_layer(${arg_NAME} ${target} "${sources};${headers}")
endfunction()

# Makes sure that a layer is a target; adds its folder when it is not.
function(course_need_layer name)
    if(TARGET sbc_${name})
        return()
    endif()
    get_property(underway GLOBAL PROPERTY SBC_LAYERS_UNDERWAY)
    if(name IN_LIST underway)
        list(JOIN underway " uses " row)
        message(FATAL_ERROR "The layers form a circle: ${row} uses ${name}. A layer knows only those below it.")
    endif()
    if(NOT EXISTS "${SBC_ROOT}/common/${name}/CMakeLists.txt")
        course_complain("The layer ${name} is used, but there is no common/${name}/CMakeLists.txt.")
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
    add_subdirectory("${SBC_ROOT}/common/${name}" "${CMAKE_BINARY_DIR}/common/${name}" ${excluded})
    set_property(GLOBAL PROPERTY SBC_LAYERS_UNDERWAY ${underway})
endfunction()

# Every folder of common/ that declares itself.
macro(course_add_all_layers)
    file(GLOB layer_files CONFIGURE_DEPENDS "${SBC_ROOT}/common/*/CMakeLists.txt")
    foreach(layer_file IN LISTS layer_files)
        get_filename_component(layer_name "${layer_file}" DIRECTORY)
        get_filename_component(layer_name "${layer_name}" NAME)
        course_need_layer(${layer_name})
    endforeach()
endmacro()

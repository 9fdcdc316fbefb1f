# Finds standalone Asio, which brings no CMake or pkg-config file of its own.
#
#   Asio::asio   the headers with the definitions of the course, and the system's threads
#   Asio_FOUND, Asio_VERSION, Asio_INCLUDE_DIR
#
# ASIO_SEPARATE_COMPILATION halves the compile time of each file that uses Asio; the price is one
# source of the whole program that includes asio/impl/src.hpp (see asio_impl.cpp beside this file).
#
# ASIO_DISABLE_STD_ALIGNED_ALLOC: else Asio 1.22 takes memory in one way where a header of the standard
# library was included before it and in another way where not, and may give it back in the wrong one.
find_path(Asio_INCLUDE_DIR asio/ts/executor.hpp DOC "The folder that contains asio.hpp")
mark_as_advanced(Asio_INCLUDE_DIR)

if(Asio_INCLUDE_DIR AND EXISTS "${Asio_INCLUDE_DIR}/asio/version.hpp")
    # "#define ASIO_VERSION 102201 // 1.22.1": major, minor in three digits, patch in two.
    file(STRINGS "${Asio_INCLUDE_DIR}/asio/version.hpp" _asio_line
         REGEX "^#define ASIO_VERSION [0-9]+" LIMIT_COUNT 1)
    if(_asio_line MATCHES "// *([0-9]+\\.[0-9]+\\.[0-9]+)")
        set(Asio_VERSION "${CMAKE_MATCH_1}")
    endif()
    unset(_asio_line)
endif()

find_package(Threads QUIET)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Asio REQUIRED_VARS Asio_INCLUDE_DIR Threads_FOUND
                                  VERSION_VAR Asio_VERSION)

if(Asio_FOUND AND NOT TARGET Asio::asio)
    add_library(Asio::asio INTERFACE IMPORTED GLOBAL)
    set_target_properties(
        Asio::asio
        PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${Asio_INCLUDE_DIR}"
                   INTERFACE_COMPILE_DEFINITIONS
                   "ASIO_STANDALONE;ASIO_NO_DEPRECATED;ASIO_SEPARATE_COMPILATION;\
ASIO_DISABLE_STD_ALIGNED_ALLOC"
                   INTERFACE_LINK_LIBRARIES Threads::Threads)
endif()

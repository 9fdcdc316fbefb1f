# Finds Crypto++, which brings no CMake file of its own, and whose pkg-config file has another name on
# each system.
#
#   Cryptopp::cryptopp   the headers, <cryptopp/sha.h>, and the library
#   Cryptopp_FOUND, Cryptopp_VERSION, Cryptopp_INCLUDE_DIR, Cryptopp_LIBRARY
find_path(Cryptopp_INCLUDE_DIR cryptopp/sha.h DOC "The folder that contains cryptopp/sha.h")
find_library(Cryptopp_LIBRARY NAMES cryptopp crypto++ DOC "The library Crypto++")
mark_as_advanced(Cryptopp_INCLUDE_DIR Cryptopp_LIBRARY)

# "#define CRYPTOPP_MAJOR 8", and so on; before 8.3 it stood in config.h.
foreach(_cryptopp_header config_ver.h config.h)
    set(_cryptopp_file "${Cryptopp_INCLUDE_DIR}/cryptopp/${_cryptopp_header}")
    if(NOT Cryptopp_VERSION AND EXISTS "${_cryptopp_file}")
        file(STRINGS "${_cryptopp_file}" _cryptopp_lines
             REGEX "^# *define CRYPTOPP_(MAJOR|MINOR|REVISION) +[0-9]+")
        string(REGEX MATCHALL "[0-9]+" _cryptopp_numbers "${_cryptopp_lines}")
        list(JOIN _cryptopp_numbers "." Cryptopp_VERSION)
    endif()
endforeach()
unset(_cryptopp_file)
unset(_cryptopp_lines)
unset(_cryptopp_numbers)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Cryptopp REQUIRED_VARS Cryptopp_LIBRARY Cryptopp_INCLUDE_DIR
                                  VERSION_VAR Cryptopp_VERSION)

# The headers of an imported target are system headers: our warnings do not look into them.
if(Cryptopp_FOUND AND NOT TARGET Cryptopp::cryptopp)
    add_library(Cryptopp::cryptopp UNKNOWN IMPORTED GLOBAL)
    set_target_properties(
        Cryptopp::cryptopp
        PROPERTIES IMPORTED_LOCATION "${Cryptopp_LIBRARY}"
                   INTERFACE_INCLUDE_DIRECTORIES "${Cryptopp_INCLUDE_DIR}")
endif()

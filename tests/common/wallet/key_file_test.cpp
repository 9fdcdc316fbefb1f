#include "key_kit.hpp"
#include "keys/key_file_cases.hpp"

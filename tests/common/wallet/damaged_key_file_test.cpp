#include "key_kit.hpp"
#include "keys/damaged_file_cases.hpp"

// A Result that nobody looks at: the refusal in it would vanish.
#include "base/hex.hpp"

void forgetful() { sbc::from_hex("not hex"); }

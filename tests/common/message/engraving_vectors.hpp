// The messages that docs/protocol.md shows in section 26; tests/interop checks them with Python.
#pragma once

#include <string>
#include <vector>

namespace vectors {

inline const std::vector<std::string> engraved{
    (R"({"below":1000000000,"kind":"show"})"),
    (R"({"below":1000000000,"kind":"page","records":[{"height":4,"index":1,"siblings":)"
     R"(["ae1c93ba3395f7cc96fe8d0c8c7d1b73aa489308412f7e26eefe3e555867b041"],"spends":)"
     R"([{"address":"sb16kl5507vuutmqwytesn5n67pfzkej6dj8az7uxmqtl2cw7zhdtzqd23ufd","a)"
     R"(mount":60}],"transaction":{"inputs":[{"index":0,"signature":"23d25efddba1b86d7)"
     R"(df4f2f66e60c4386f7afb673bfdd728d61113fc1304cf9b32ceea19095d93cb9795db62cdf24c6)"
     R"(4a1d2ee7c8f207e52234e631b214d2804","transaction":"c218762b1235d28b487ab214e4e7)"
     R"(d2df406334573a50d351066aec29ee56d7d8"}],"note":{"app":"engraved","text":"永遠)"
     R"(に: \"we were here\" \\o/\n"},"outputs":[{"address":"sb16kl5507vuutmqwytesn5n)"
     R"(67pfzkej6dj8az7uxmqtl2cw7zhdtzqd23ufd","amount":59}]}}],"through":"0000a8835d7)"
     R"(7f3dd58893e53da5ab9c190746252f00f8048ee5ebf2035302241","upto":0})"),
    (R"({"below":3,"kind":"page","records":[],"through":"0000a8835d77f3dd58893e53da5ab)"
     R"(9c190746252f00f8048ee5ebf2035302241","upto":3})"),
    (R"({"kind":"heard","payment":{"inputs":[{"index":0,"signature":"23d25efddba1b86d7)"
     R"(df4f2f66e60c4386f7afb673bfdd728d61113fc1304cf9b32ceea19095d93cb9795db62cdf24c6)"
     R"(4a1d2ee7c8f207e52234e631b214d2804","transaction":"c218762b1235d28b487ab214e4e7)"
     R"(d2df406334573a50d351066aec29ee56d7d8"}],"note":{"app":"engraved","text":"永遠)"
     R"(に: \"we were here\" \\o/\n"},"outputs":[{"address":"sb16kl5507vuutmqwytesn5n)"
     R"(67pfzkej6dj8az7uxmqtl2cw7zhdtzqd23ufd","amount":59}]},"spends":[{"address":"sb)"
     R"(16kl5507vuutmqwytesn5n67pfzkej6dj8az7uxmqtl2cw7zhdtzqd23ufd","amount":60}]})"),
    (R"({"height":4,"kind":"news"})")};
// The place in its block, its leaf, the other one, the root.
inline const std::string engraved_proof{
    (R"(1 54e49ed4af828a45748c66a74060031d86d69d5919e2873caad9986e92e1d01e ae1c93ba339)"
     R"(5f7cc96fe8d0c8c7d1b73aa489308412f7e26eefe3e555867b041 c1e43ced2347bee78cb81aab)"
     R"(7d0431d89f8a4bf7a5352055b576abe97b8b2084)")};

}  // namespace vectors

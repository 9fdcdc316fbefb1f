#pragma once

#include <string>
#include <vector>

#include "base/console.hpp"
#include "base/result.hpp"
#include "explorer/explorer_settings.hpp"

namespace sbc::explorer {

// What a program must be told that shows an explorer.
struct ExplorerOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::vector<std::string> cores{};   // "127.0.0.1:5001"
    std::vector<std::string> called{};  // "127.0.0.1:5001=alice", "sb1…=alice"
    std::string network = "classroom";
    std::uint32_t spacing = 5;  // seconds between blocks
};
// --core, --call, --network, --spacing, --host, --port. The options outlive the parsing.
void add_options(CommandLine& line, ExplorerOptions& options);

enum class ExplorerOptionsError {
    BadAddress,  // not an address and a port
    BadName,     // not ADDRESS=NAME
    BadNetwork,  // a name or a spacing that no network has
};
[[nodiscard]] Result<ExplorerSettings, ExplorerOptionsError> read_options(
    const ExplorerOptions& options);

}  // namespace sbc::explorer

#pragma once

#include <cstdint>
#include <string>

#include "base/console.hpp"
#include "base/result.hpp"
#include "explorer/explorer_settings.hpp"

namespace sbc::explorer {

// What a program must be told that is a node of a class: of its host, or of a student.
struct ClassOptions {
    std::string make;  // the name of a class: this is its host
    std::string join;  // a joining word: this is a student
    std::uint32_t spacing = 5;
    std::uint32_t gift = 20;
    std::uint32_t students = 100;
    std::string name;  // of whoever sits there; the host's is "host" if nothing else is said
    std::string data;  // the folder for blocks and what else is kept
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::string address;  // a student's, who is paid for what it mines, and gets points
    std::uint32_t threads = 1;
    bool window = false;
    bool qr = false;
};
// --make, --join and so on. The options outlive the parsing.
void add_options(CommandLine& line, ClassOptions& options);

enum class ClassOptionsError {
    HostOrStudent,  // one of --make and --join, and only one
    BadWord,        // no joining word, or a class that cannot be
    BadName,        // as is_nick() takes it
    BadAddress,     // to listen on, or to be paid at
    BadNumber,      // of threads, points or students
    NoFolder,
};
// Everything but what lies in files: key, students and blocks. `host_key`: the host's own, to be
// found or made before; nullptr at a student.
[[nodiscard]] Result<ExplorerSettings, ClassOptionsError> read_options(
    const ClassOptions& options, std::shared_ptr<const crypto::SigningKey> host_key);
// What can be said before there is a key.
[[nodiscard]] Result<void, ClassOptionsError> check_options(const ClassOptions& options);

}  // namespace sbc::explorer

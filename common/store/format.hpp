#pragma once

#include "store/database.hpp"

// What makes an SQLite file a store (docs/protocol.md, section 22).
namespace sbc::store {

// In the file's own header, where `file` and SQLite look: "SBlk".
constexpr std::int64_t application_id = 0x53426c6b;
// Another one for whatever an older or newer program would not understand.
constexpr std::int64_t format_version = 1;

// Writes the tables into a file that is empty; or finds out whether it is a store of this format
// and network. Afterwards the file is locked, and written through its journal.
[[nodiscard]] Result<void, OpenError> make_or_check(Database& database,
                                                    const crypto::Hash& network);

}  // namespace sbc::store

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "classroom/faucet.hpp"
#include "crypto/ed25519.hpp"

namespace sbc::classroom {

// What the host keeps of a class in its folder, beside the blocks. For programs: touches files
// (base/file.hpp), and draws the key.

// The seed of the class key, 64 hex digits in one line, for the host's eyes only. The code of the
// class names the key, so without it nobody can give this class orders or points any more.
inline constexpr std::string_view key_file = "class.key";
// Who has been given his points: {"students":[{"address":"sb1…","name":"alice"}, …]}, in the order
// of it.
inline constexpr std::string_view students_file = "students.json";
inline constexpr std::size_t most_students = 10'000;

enum class FilesError {
    NoFolder,   // the folder is not there
    NoAccess,   // the file may not be read or written, or the disk is full
    ForOthers,  // the key may be read or written by others
    Damaged,    // it is not as this program has written it
    Changed,    // another program is writing the same file
    TooMany,    // students
};

// The key of the class that was made in this folder; a new one, if there is none yet. One that is
// damaged is never replaced.
[[nodiscard]] Result<crypto::SigningKey, FilesError> find_or_make_key(const std::string& folder);

// Nobody, if there is no such file yet.
[[nodiscard]] Result<std::vector<Faucet::Student>, FilesError> read_students(
    const std::string& folder);
// All of them, in the place of those that were kept before. On disk when it returns; refused: as
// before.
[[nodiscard]] Result<void, FilesError> keep_students(const std::string& folder,
                                                     const std::vector<Faucet::Student>& students);

}  // namespace sbc::classroom

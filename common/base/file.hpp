#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sbc {

// Small files whose content must not be lost: keys, a journal. Whatever happens while one is
// written, the process killed or the power gone, afterwards it holds the old content or the new
// one, and what a function has reported as done stays done. Wraps POSIX files; not for protocol
// code, which touches no file.

enum class FileError {
    Missing,     // no such file, in a folder that is there
    NoFolder,    // the folder itself is not there
    IsAFolder,   // a file was expected
    IsALink,     // what is written is never written through a symbolic link
    NotAFile,    // a device or a pipe
    NotAllowed,  // this account may not, or the disk is read-only
    ForOthers,   // a file for its owner only, which others may read or write
    TooLarge,
    DiskFull,
    Exists,      // and is not overwritten
    Changed,     // it does not say any more what it said when it was read
    Torn,        // the last line of a journal has no end: it never happened
    Busy,        // another program has been writing it for half a second
    Unsuitable,  // this file system cannot do what is needed
    Failed,      // anything else; the text says what the system says
};

// OwnerOnly: other accounts of the machine may neither read nor write it, whatever the umask says.
enum class Readers { Anybody, OwnerOnly };

// All that a file holds, if that is at most max_bytes; the size is looked at before anything is
// allocated. OwnerOnly: refused, if others may read or write it, as ssh does with a key.
[[nodiscard]] Result<std::string, FileError> read_file(const std::string& path,
                                                       std::size_t max_bytes,
                                                       Readers readers = Readers::Anybody);

// A new file. One that exists is never touched: refused. While it is written it is called
// PATH.unfinished; what a killed program has left under that name is removed by the next write.
[[nodiscard]] Result<void, FileError> create_file(const std::string& path, std::string_view text,
                                                  Readers readers = Readers::Anybody);

struct Replacement {
    std::string_view was;      // what the file said when it was read
    std::string_view becomes;  // what it says from now on
};
// Another content for a file, all of it at once; who may read it stays the same. Refused, if it
// does not say any more what it was: another program has written it since, and that would be lost.
// Of two programs that replace one file at the same time, only one succeeds.
[[nodiscard]] Result<void, FileError> replace_file(const std::string& path,
                                                   const Replacement& replacement);

// One more line (without its end, and with none inside) for a journal that exists. When this has
// returned, the line is on the disk; when it is refused, the journal is as before. After a kill the
// last line may be there without its end: then it never happened. Who reads it leaves it out, and
// cuts it off with replace_file() before anything is appended. `size_before`: refused, if the
// journal is not so long, because somebody else has appended.
[[nodiscard]] Result<void, FileError> append_line(const std::string& path, std::string_view line,
                                                  std::optional<std::uint64_t> size_before = {});

}  // namespace sbc

#include "base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>

#include "base/folder.hpp"

namespace sbc {
namespace {

using files::Descriptor;
using files::Folder;

// An existing file that is to be written, by us alone from now on.
Result<Descriptor, FileError> open_alone(const Folder& folder, int flags) {
    Descriptor file = folder.open(folder.name, flags);
    if (!file.open()) return files::refused(folder.path, errno);
    if (auto about = files::inspect(file, folder.path); !about) return pass_on(about);
    if (const int error = files::lock(file); error != 0) return files::refused(folder.path, error);
    // While we waited, it may have been replaced: then this one is written by nobody any more.
    if (!folder.names(folder.name, file)) return files::changed(folder.path);
    return file;
}

// For writing as well, since some disks (NFS) lock no file that is open for reading only. Under a
// strict umask, or killed between two calls, its writer may have left it closed to everybody: what
// is one's own can be opened all the same. Only where that fails, as it is.
Descriptor open_left(const Folder& folder) {
    Descriptor left = folder.open(folder.unfinished, O_RDWR);
    if (left.open() || errno != EACCES) return left;
    if (folder.allow_owner(folder.unfinished) == 0) return folder.open(folder.unfinished, O_RDWR);
    return folder.open(folder.unfinished, O_RDONLY);
}

// Removes what a killed program has left. It held a lock, which ended with it: who gets that lock
// may remove the file; who does not lets the other one finish. `ours`: the file that is about to be
// replaced, locked by us. It may be the same one under two names: a new file, whose writer was
// killed when only the removal of the first name was left to do.
int sweep(const Folder& folder, const Descriptor* ours) {
    if (ours != nullptr && folder.names(folder.unfinished, *ours)) {
        return folder.remove(folder.unfinished);
    }
    const Descriptor left = open_left(folder);
    if (!left.open()) return errno == ENOENT ? 0 : errno;
    if (const int error = files::lock(left); error != 0) return error;
    return folder.names(folder.unfinished, left) ? folder.remove(folder.unfinished) : 0;
}

// A new file, never one that was there: so nobody else has it open already.
Result<Descriptor, FileError> open_unfinished(const Folder& folder, mode_t mode,
                                              const Descriptor* ours) {
    const std::string path = folder.path + ".unfinished";
    for (int tries = 0; tries < 10; ++tries) {
        Descriptor file = folder.open(folder.unfinished, O_WRONLY | O_CREAT | O_EXCL, mode);
        if (!file.open() && errno != EEXIST) return files::refused(path, errno);
        if (file.open()) {
            if (const int error = files::lock(file); error != 0) return files::refused(path, error);
            // In between, another program may have taken it for a left-over one.
            if (folder.names(folder.unfinished, file)) return file;
        } else if (const int error = sweep(folder, ours); error != 0) {
            return files::refused(path, error);
        }
    }
    return files::refused(path, EWOULDBLOCK);
}

// Who may read a file: what the umask leaves, or exactly these.
struct Mode {
    mode_t created = 0666;
    std::optional<mode_t> exact = {};
};

int fill(const Descriptor& file, const Mode& mode, std::string_view text) {
    if (mode.exact && ::fchmod(file.number(), *mode.exact) != 0) return errno;
    struct stat about {};
    if (::fstat(file.number(), &about) != 0) return errno;
    // There are disks that keep no permissions.
    if (mode.exact && (about.st_mode & 0777) != *mode.exact) return ENOTSUP;
    if (const int error = files::write_all(file, text); error != 0) return error;
    return ::fsync(file.number()) == 0 ? 0 : errno;
}

// Writes the text beside the file, then gives it the file's place; where something fails before
// that, nothing has changed. `give_place` returns 0 or an error number, as all here do.
template <class GivePlace>
Result<void, FileError> write_beside(const Folder& folder, const Mode& mode, std::string_view text,
                                     GivePlace give_place, const Descriptor* ours = nullptr) {
    auto file = open_unfinished(folder, mode.created, ours);
    if (!file) return pass_on(file);
    int error = fill(*file, mode, text);
    if (error == 0) error = give_place();
    if (error != 0) {
        (void)folder.remove(folder.unfinished);  // or the next write does it
    } else {
        error = folder.keep();
    }
    if (error != 0) return files::refused(folder.path, error);
    return {};
}

}  // namespace

Result<std::string, FileError> read_file(const std::string& path, std::size_t max_bytes,
                                         Readers readers) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
    if (!file.open()) return files::refused(path, errno);
    auto about = files::inspect(file, path);
    if (!about) return pass_on(about);
    if (readers == Readers::OwnerOnly && (about->st_mode & 077) != 0) {
        return refuse(FileError::ForOthers,
                      path + ": others on this machine may read or change it: chmod 600 ends that");
    }
    return files::read_all(file, path, max_bytes);
}

Result<void, FileError> create_file(const std::string& path, std::string_view text,
                                    Readers readers) {
    auto folder = Folder::of(path);
    if (!folder) return pass_on(folder);
    // Said early, before anything is written; what holds is the word of linkat() below.
    if (folder->has(folder->name)) return files::refused(path, EEXIST);
    const Mode owner_only{0600, 0600};
    return write_beside(*folder, readers == Readers::OwnerOnly ? owner_only : Mode{}, text, [&] {
        const int at = folder->descriptor.number();
        if (::linkat(at, folder->unfinished.c_str(), at, folder->name.c_str(), 0) != 0) {
            return errno == EPERM ? ENOTSUP : errno;  // it is our own file: the disk has no links
        }
        (void)folder->remove(folder->unfinished);
        return 0;
    });
}

Result<void, FileError> replace_file(const std::string& path, const Replacement& replacement) {
    auto folder = Folder::of(path);
    if (!folder) return pass_on(folder);
    auto file = open_alone(*folder, O_RDWR);  // not for reading only: some disks lock no such file
    if (!file) return pass_on(file);
    auto text = files::read_all(*file, path, replacement.was.size());
    if (!text && text.error().reason != FileError::TooLarge) return pass_on(text);
    if (!text || *text != replacement.was) return files::changed(path);
    struct stat about {};
    if (::fstat(file->number(), &about) != 0) return files::refused(path, errno);
    const auto give_place = [&] {
        const int at = folder->descriptor.number();
        const int done = ::renameat(at, folder->unfinished.c_str(), at, folder->name.c_str());
        return done == 0 ? 0 : errno;
    };
    const Mode as_it_was{0600, about.st_mode & 0777};
    return write_beside(*folder, as_it_was, replacement.becomes, give_place, &*file);
}

Result<void, FileError> append_line(const std::string& path, std::string_view line,
                                    std::optional<std::uint64_t> size_before) {
    assert(line.find('\n') == std::string_view::npos);
    auto folder = Folder::of(path);
    if (!folder) return pass_on(folder);
    auto file = open_alone(*folder, O_RDWR | O_APPEND);
    if (!file) return pass_on(file);
    struct stat about {};
    if (::fstat(file->number(), &about) != 0) return files::refused(path, errno);
    const auto size = static_cast<std::uint64_t>(about.st_size);
    if (size_before && *size_before != size) return files::changed(path);
    char last = '\n';
    if (size > 0 && ::pread(file->number(), &last, 1, about.st_size - 1) != 1) {
        return files::refused(path, errno);
    }
    if (last != '\n') {
        return refuse(FileError::Torn, path +
                                           ": its last line was never finished: read it again, "
                                           "and replace what it says by its whole lines");
    }
    int error = files::write_all(*file, std::string{line} + '\n');
    if (error == 0 && ::fdatasync(file->number()) != 0) error = errno;
    if (error == 0) return {};
    (void)!::ftruncate(file->number(), about.st_size);
    return files::refused(path, error);
}

}  // namespace sbc

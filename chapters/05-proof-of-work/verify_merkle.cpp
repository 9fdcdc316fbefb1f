#include <sstream>

#include "base/console.hpp"
#include "base/hex.hpp"
#include "header_file.hpp"
#include "merkle.hpp"

// #region read-list
struct HeaderAndIds {
    stage::Header header;
    std::vector<stage::Hash> ids;
};

// A header in hex on the first line, and on each line that follows the id of a transaction.
static sbc::Result<HeaderAndIds, std::size_t> read_list(const std::string& text) {
    std::istringstream lines{text};
    std::string line;
    std::getline(lines, line);
    const auto header = sbc::from_hex(line);
    if (!header || header->size() != stage::header_size) {
        return sbc::refuse<std::size_t>(1, "expected a header, 160 hex digits");
    }
    HeaderAndIds read;
    read.header = stage::decode_header(std::span{*header}.first<stage::header_size>());
    for (std::size_t number = 2; std::getline(lines, line); ++number) {
        const auto id = sbc::crypto::hash_from_text(line);
        if (!id)
            return sbc::refuse(number, "expected a transaction's id, 64 lower-case hex digits");
        read.ids.push_back(*id);
    }
    if (read.ids.empty()) return sbc::refuse<std::size_t>(2, "expected a transaction's id");
    return read;
}
// #endregion read-list

// #region verify-merkle
int main(int argc, char** argv) {
    std::string path;
    sbc::CommandLine options{"verify_merkle", "Whether transactions lead to the root in a header."};
    options.word("file", path, "a header in hex; below it, line by line, transaction ids");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    const auto text = stage::read_file(path, 10'000'000);
    if (!text) {
        sbc::log_error(text.error().text);
        return 1;
    }
    const auto list = read_list(*text);
    if (!list) {
        sbc::log_error(path + ", line " + std::to_string(list.error().reason) + ": " +
                       list.error().text);
        return 1;
    }
    const stage::Hash root = stage::merkle_root(list->ids);
    sbc::say("block         " + to_text(hash_of(list->header)));
    sbc::say("transactions  " + std::to_string(list->ids.size()));
    sbc::say("computed      " + to_text(root));
    sbc::say("in header     " + to_text(list->header.merkle_root));
    if (stage::has_twins(list->ids)) {
        sbc::say(sbc::Tone::Bad, "refused: two that are alike stand side by side in a row");
    } else if (root != list->header.merkle_root) {
        sbc::say(sbc::Tone::Bad, "refused: these are not the transactions of this header");
    } else {
        sbc::say(sbc::Tone::Good, "these are the transactions of this header");
        return 0;
    }
    return 1;
}
// #endregion verify-merkle

#include "base/console.hpp"
#include "base/u256.hpp"
#include "header_file.hpp"
#include "target.hpp"

// #region check-work
// Each header by itself: whether it has done the work that it claims. What it has to claim is not
// asked.
int main(int argc, char** argv) {
    std::string path;
    sbc::CommandLine options{"check_work", "Whether each header in a file has done its work."};
    options.word("file", path, "headers, 80 bytes each");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    const auto headers = stage::read_headers(path);
    if (!headers) {
        sbc::log_error(headers.error().text);
        return 1;
    }
    sbc::U256 work;
    for (std::size_t i = 0; i < headers->size(); ++i) {
        const stage::Header& header = (*headers)[i];
        if (const auto worked = check_header(header); !worked) {
            sbc::say(sbc::Tone::Bad, "header " + std::to_string(i) + ": " + worked.error().text);
            return 1;
        }
        work += stage::work_of(header.bits);
    }
    sbc::say("headers   " + std::to_string(headers->size()));
    sbc::say("work      " + work.to_hex());
    sbc::say(sbc::Tone::Good, "each has done the work that it claims");
}
// #endregion check-work

#include <algorithm>

#include "base/console.hpp"
#include "base/hex.hpp"
#include "base/u256.hpp"
#include "header_file.hpp"
#include "network.hpp"

namespace stage {

// #region stretch
// Headers out of the middle of a chain, perhaps: those below the first one are not here.
struct Stretch {
    std::vector<Header> headers;
    std::uint64_t start = 0;  // the height of the first

    [[nodiscard]] std::uint64_t end() const { return start + headers.size(); }
    [[nodiscard]] const Header& at(std::uint64_t height) const { return headers[height - start]; }
};
// #endregion stretch

// #region due-bits
// The bits that a header at this height must have; nothing, if what decides about it is not here.
static std::optional<Bits> due_bits(const Stretch& chain, std::uint64_t height) {
    const Network rules = bitcoin();
    if (height == chain.start) return std::nullopt;
    const Header& parent = chain.at(height - 1);
    if (!retargets(rules, Height{height})) return parent.bits;
    const std::uint64_t first = measured_from(rules, Height{height}).value();
    if (first < chain.start) return std::nullopt;
    return retarget(rules, parent.bits, parent.time - chain.at(first).time);
}
// #endregion due-bits

// #region median-before
// The middle one of the times of the eleven before, or of all, near the beginning.
static std::optional<std::chrono::sys_seconds> median_before(const Stretch& chain,
                                                             std::uint64_t height) {
    const auto count = std::min<std::uint64_t>(height, 11);
    if (count == 0 || height - count < chain.start) return std::nullopt;
    std::vector<std::chrono::sys_seconds> times;
    for (auto i = height - count; i < height; ++i) times.push_back(chain.at(i).time);
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}
// #endregion median-before

// #region digits
static std::string digits_of(Bits bits) { return sbc::to_hex64(bits.value()).substr(8); }
// #endregion digits

// #region check-place
static sbc::Result<void, BlockError> check_place(const Stretch& chain, std::uint64_t height) {
    using enum BlockError;
    const Header& header = chain.at(height);
    const auto due = due_bits(chain, height);
    const auto median = median_before(chain, height);
    if (height == 0 && header.previous != Hash{}) {
        return sbc::refuse(UnknownParent, "it names one before it: say --start-height");
    }
    if (height > chain.start && header.previous != hash_of(chain.at(height - 1))) {
        return sbc::refuse(UnknownParent, "it does not name the header before it");
    }
    if (due && header.bits != *due) {
        return sbc::refuse(WrongBits, "its bits are " + digits_of(header.bits) + " where " +
                                          digits_of(*due) + " is due");
    }
    if (median && header.time <= *median) {
        return sbc::refuse(TooEarly, "it is not later than the median of the eleven before it");
    }
    if (auto worked = check_header(header); !worked) return worked;
    if (*target_of(header.bits) > *target_of(bitcoin().easiest)) {
        return sbc::refuse(WrongBits, "its target is easier than any of Bitcoin's");
    }
    return {};
}
// #endregion check-place

// #region check-all
// The work of all of them, and before them; refused by the first that does not hold.
static sbc::Result<sbc::U256, BlockError> check_all(const Stretch& chain, sbc::U256 work) {
    for (std::uint64_t height = chain.start; height < chain.end(); ++height) {
        if (const auto holds = check_place(chain, height); !holds) {
            return sbc::refuse(holds.error().reason,
                               "height " + std::to_string(height) + ": " + holds.error().text);
        }
        work += work_of(chain.at(height).bits);
    }
    return work;
}
// #endregion check-all

// #region show-verified
static void show_verified(const Stretch& chain) {
    std::string checked;
    std::string unchecked;
    for (auto height = chain.start; height < chain.end(); ++height) {
        if (!retargets(bitcoin(), Height{height})) continue;
        (due_bits(chain, height) ? checked : unchecked) += " " + std::to_string(height);
    }
    const std::uint64_t timed = chain.start == 0 ? 1 : chain.start + 11;
    sbc::say(sbc::Tone::Good, "links      hold, and so does the proof of work of each");
    sbc::say("retargets  hold:" + (checked.empty() ? " none is here" : checked));
    if (!unchecked.empty()) sbc::say("           could not be checked:" + unchecked);
    sbc::say("times      after the median of eleven, " +
             (timed < chain.end() ? "from " + std::to_string(timed) + " on" : "not checked"));
}

static void show_trust(const Stretch& chain, const std::string& work_before) {
    const Header& first = chain.headers[0];
    sbc::say("on trust   " + (chain.start == 0
                                  ? "that this is the beginning"
                                  : "the parent of the first, " + to_text(first.previous)));
    sbc::say("           the bits of the first, " + digits_of(first.bits));
    if (!work_before.empty()) sbc::say("           the work before the first, " + work_before);
}
// #endregion show-verified

}  // namespace stage

// #region verify-headers
int main(int argc, char** argv) {
    std::string path;
    std::uint32_t start = 0;
    std::string before;
    sbc::CommandLine options{"verify_headers", "Verifies a stretch of the real Bitcoin chain."};
    options.word("file", path, "headers, 80 bytes each");
    options.option("--start-height", start, "the height of the first one");
    options.option("--work-before", before, "the work of all before it, 64 hex digits");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    auto headers = stage::read_headers(path);
    const auto work_before = before.empty() ? sbc::U256{} : sbc::U256::from_hex(before);
    if (!headers || !work_before || work_before->bit_length() > 255) {
        sbc::log_error(!headers
                           ? headers.error().text
                           : "--work-before takes 64 lower-case hex digits, the first up to 7");
        return headers ? 2 : 1;
    }
    const stage::Stretch chain{std::move(*headers), start};
    sbc::say("headers    " + std::to_string(chain.headers.size()) + ", from height " +
             std::to_string(start) + (start == 0 ? " (unless --start-height says another)" : "") +
             " to " + std::to_string(chain.end() - 1));
    sbc::say("first      " + to_text(hash_of(chain.headers.front())));
    sbc::say("last       " + to_text(hash_of(chain.headers.back())));
    const auto work = check_all(chain, *work_before);
    if (!work) {
        sbc::say(sbc::Tone::Bad, work.error().text);
        return 1;
    }
    show_verified(chain);
    sbc::say((before.empty() && start > 0 ? "their work " : "work       ") + work->to_hex());
    show_trust(chain, before);
}
// #endregion verify-headers

#include "explorer/class_options.hpp"

#include <utility>

#include "base/utf8.hpp"
#include "crypto/address.hpp"

namespace sbc::explorer {
namespace {

constexpr const char* hosts_name = "host";
constexpr std::uint32_t most_threads = 64;
constexpr std::uint32_t most_gift = 10'000;
constexpr std::uint32_t most_students = 1'000;

std::string name_of(const ClassOptions& options) {
    return options.name.empty() && !options.make.empty() ? hosts_name : options.name;
}

Result<void, ClassOptionsError> check_numbers(const ClassOptions& options) {
    if (options.threads > most_threads) {
        return refuse(ClassOptionsError::BadNumber, "at most 64 threads mine; with 0 none does");
    }
    if (options.gift < 1 || options.gift > most_gift || options.students > most_students) {
        return refuse(ClassOptionsError::BadNumber,
                      "the faucet gives 1 to 10,000 points each, to 1,000 students at most");
    }
    return {};
}

}  // namespace

void add_options(CommandLine& line, ClassOptions& options) {
    line.option("--make", options.make, "be the host of a class of this name");
    line.option("--join", options.join, "join a class, as 192.168.1.20:5001/maths/5s/k3vqw7zdk3vq");
    line.option("--name", options.name, "what you are called in the class");
    line.option("--data", options.data, "the folder for the blocks, and for the host's key");
    line.option("--host", options.host, "the address to listen on");
    line.option("--port", options.port, "the port to listen on; 0: the system chooses");
    line.option("--address", options.address,
                "a student: where you are paid, for mining and to begin with");
    line.option("--threads", options.threads, "so many threads mine; 0: none");
    line.option("--spacing", options.spacing, "the host: seconds between blocks, 5 or more");
    line.option("--gift", options.gift, "the host: points for each student, once");
    line.option("--students", options.students, "the host: so many students get points");
    line.flag("--window", options.window, "show the network in a window");
    line.flag("--qr", options.qr, "show what is typed to join as a QR code");
}

Result<void, ClassOptionsError> check_options(const ClassOptions& options) {
    if (options.make.empty() == options.join.empty()) {
        return refuse(ClassOptionsError::HostOrStudent,
                      "say either --make NAME, to be a class's host, or --join WORD");
    }
    if (options.data.empty()) {
        return refuse(ClassOptionsError::NoFolder,
                      "say with --data in which folder the blocks are to lie");
    }
    const std::string name = name_of(options);
    if (!classroom::is_nick(name)) {
        return refuse(ClassOptionsError::BadName,
                      name.empty() ? "say with --name what you are called in the class"
                                   : "a name has 1 to 40 bytes, without blanks or quotation marks, "
                                     "and is not " +
                                         printable(name));
    }
    if (!options.join.empty() && name == hosts_name) {
        return refuse(ClassOptionsError::BadName,
                      "host is what the host is called: take another name");
    }
    if (auto numbers = check_numbers(options); !numbers) return pass_on(numbers);
    if (options.make.empty()) return {};
    if (!options.address.empty()) {
        return refuse(ClassOptionsError::BadAddress,
                      "a host is paid at the key of his class, from which the points for students "
                      "come: leave --address out");
    }
    // The key does not matter here: a refusal is about name and spacing.
    auto code = classroom::new_class(options.make, std::chrono::seconds{options.spacing}, {});
    if (!code) return refuse(ClassOptionsError::BadWord, code.error().text);
    return {};
}

Result<ExplorerSettings, ClassOptionsError> read_options(
    const ClassOptions& options, std::shared_ptr<const crypto::SigningKey> host_key) {
    if (auto checked = check_options(options); !checked) return pass_on(checked);
    ExplorerSettings settings;
    ClassSeat seat;
    seat.name = name_of(options);
    if (host_key) {
        auto code = classroom::new_class(options.make, std::chrono::seconds{options.spacing},
                                         host_key->public_key());
        if (!code) return refuse(ClassOptionsError::BadWord, code.error().text);
        seat.code = *code;
        seat.faucet.gift = options.gift;
        seat.faucet.students = options.students;
        settings.known = {{host_key->public_key(), seat.name}};
        settings.miner = host_key->public_key();
    } else {
        auto word = classroom::read_join_word(options.join);
        if (!word) return refuse(ClassOptionsError::BadWord, word.error().text);
        seat.code = word->code;
        settings.cores = {word->host};
    }
    if (!options.address.empty()) {
        const auto address = crypto::from_address(options.address);
        if (!address) return refuse(ClassOptionsError::BadAddress, address.error().text);
        settings.miner = *address;
        seat.address = *address;
    }
    auto listen = net::Address::from(options.host, options.port);
    if (!listen || listen->is_wildcard()) {
        return refuse(ClassOptionsError::BadAddress,
                      listen ? "--host wants one address of this machine, which others can call, "
                               "and not all of them"
                             : listen.error().text);
    }
    settings.listen = std::move(*listen);
    settings.network = network_of(seat.code);
    settings.threads = options.threads;
    if (options.threads == 0) settings.miner.reset();
    seat.host_key = std::move(host_key);
    settings.seat = std::move(seat);
    settings.terminal = true;
    return settings;
}

}  // namespace sbc::explorer

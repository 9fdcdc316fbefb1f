#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/coins.hpp"
#include "ledger/transaction.hpp"

namespace sbc::light {

// A payment that its owner has signed, and what it spends, in the order of its inputs.
struct Signed {
    ledger::CheckedTransaction payment;
    std::vector<ledger::Output> spends;
};

enum class OutboxError {
    Cannot,   // the file cannot be read or written; the text says why
    NotOurs,  // it is no such file, or belongs to another network
    TooMany,  // payments that wait
};
constexpr std::size_t most_outgoing = 500;

// The payments that this wallet has signed, in a file, until blocks lie over them: written before
// anybody else sees one, so that none is forgotten whatever happens to the program, and each is
// sent again until it has happened. One line for each, after a first line that says whose they are:
//
//     {"network":"<64 hex>","outbox":1}
//     {"payment":{…},"spends":[{"address":"sb1…","amount":5}]}
//
// The window and wallet-cli may use one file at the same time: each reads it before it writes.
class Outbox {
public:
    // There need not be such a file yet.
    Outbox(std::string path, const crypto::Hash& network);

    // What the file says now. A line that was not written to its end never happened.
    [[nodiscard]] Result<std::vector<Signed>, OutboxError> read() const;
    // It is on the disk when this returns.
    [[nodiscard]] Result<void, OutboxError> add(const Signed& outgoing);
    // These need not be sent any more.
    [[nodiscard]] Result<void, OutboxError> remove(const std::vector<crypto::Hash>& ids);

private:
    [[nodiscard]] Result<std::string, OutboxError> text() const;

    std::string path_;
    std::string first_line_;  // with its end
};

// A line, without its end; and strictly back.
[[nodiscard]] std::string encode(const Signed& outgoing);
[[nodiscard]] Result<Signed, OutboxError> decode_signed(std::string_view line);

}  // namespace sbc::light

#include "book.hpp"

#include <sstream>

namespace stage {

namespace {

// #region rules-of
constexpr std::size_t longest_book = 100'000'000;  // bytes

// The network's id: in a chain it is the hash of the genesis block, a book has only a name.
Rules rules_of(const std::string& network) {
    return {sbc::crypto::hash256(sbc::as_bytes(network))};
}

auto refused(const std::string& why) { return sbc::refuse(BookError::Refused, why); }
auto not_a_book(const std::string& why) { return sbc::refuse(BookError::NotABook, why); }
// #endregion rules-of

}  // namespace

// #region book-begins
Book::Book(std::string path, std::string network)
    : path_{std::move(path)},
      network_{std::move(network)},
      now_{rules_of(network_)},
      ahead_{now_} {}

// #endregion book-begins

// #region play
// What one line says happens, or (refused) nothing.
sbc::Result<void, BookError> Book::play(std::string_view line) {
    auto json = sbc::JsonReader::parse(line, {.max_bytes = longest_book, .canonical = true});
    if (!json) return not_a_book(json.error().text);
    if (json->has("payment")) return play_payment(json->object("payment", longest_transaction));
    Block block;
    for (const std::string& text : json->objects("block", longest_book, longest_transaction)) {
        auto transaction = decode_transaction(text);
        if (!transaction) return refused(transaction.error().text);
        block.push_back(std::move(*transaction));
    }
    auto complete = json->finish();
    if (!complete) return not_a_book(complete.error().text);
    auto spent = now_.apply(block, next());
    if (!spent) return refused(spent.error().text);
    blocks_.push_back(std::move(block));
    waiting_.clear();
    fees_ = Amount{0};
    ahead_ = now_;
    return {};
}
// #endregion play

// #region play-payment
sbc::Result<void, BookError> Book::play_payment(std::string_view text) {
    auto payment = decode_transaction(text);
    if (!payment) return refused(payment.error().text);
    auto fee = ahead_.judge(*payment, next());
    if (!fee) return refused(fee.error().text);
    fees_ = *sum(fees_, *fee);
    auto spent = ahead_.apply({*payment}, next());
    if (!spent) return refused(spent.error().text);
    waiting_.push_back(std::move(*payment));
    return {};
}
// #endregion play-payment

// #region write-line
// It is played on a copy first, then written, and only then it is so.
sbc::Result<void, BookError> Book::write(const std::string& line) {
    Book tried = *this;
    auto played = tried.play(line);
    if (!played) return played;
    auto written = sbc::append_line(path_, line, size_);
    if (!written) return sbc::refuse(BookError::CannotWrite, written.error().text);
    tried.size_ += line.size() + 1;
    *this = std::move(tried);
    return {};
}

sbc::Result<void, BookError> Book::pay(const Transaction& payment) {
    return write(sbc::JsonWriter{}.object("payment", encode(payment)).to_text());
}

sbc::Result<void, BookError> Book::close_block(const PublicKey& miner) {
    Transaction coinbase;
    coinbase.coinbase = {next(), now_.rules().network};
    coinbase.outputs = {{miner, *sum(now_.rules().subsidy, fees_)}};
    std::vector<std::string> block{encode(coinbase)};
    for (const Transaction& payment : waiting_) block.push_back(encode(payment));
    return write(sbc::JsonWriter{}.objects("block", block).to_text());
}
// #endregion write-line

// #region open-book
sbc::Result<Book, BookError> Book::begin(const std::string& path) {
    auto made = sbc::create_file(path, "{\"network\":\"classroom\"}\n");
    if (!made) return sbc::refuse(BookError::CannotWrite, made.error().text);
    return open(path);
}

sbc::Result<Book, BookError> Book::open(const std::string& path) {
    auto text = sbc::read_file(path, longest_book);
    if (!text) return sbc::refuse(BookError::CannotOpen, text.error().text);
    const std::string whole = text->substr(0, text->rfind('\n') + 1);  // lines that have an end
    if (whole != *text) (void)sbc::replace_file(path, {.was = *text, .becomes = whole});
    std::istringstream lines{whole};
    std::string line;
    std::getline(lines, line);
    auto first = sbc::JsonReader::parse(line, {});
    if (!first) return not_a_book(path + " is no ledger: " + first.error().text);
    Book book{path, first->text("network", 64)};
    for (std::size_t number = 2; std::getline(lines, line); ++number) {
        const std::string where = path + ", line " + std::to_string(number) + ": ";
        auto played = book.play(line);
        if (!played) return sbc::refuse(played.error().reason, where + played.error().text);
    }
    book.size_ = whole.size();
    return book;
}
// #endregion open-book

}  // namespace stage

#include "book.hpp"

#include <sstream>

namespace stage {

namespace {

// #region rules-of
constexpr std::size_t longest_book = 100'000'000;  // bytes
constexpr std::string_view first_line = "{\"network\":\"classroom\"}\n";

// The network's id: in a chain it is the hash of the genesis block, a book has only a name.
Rules rules() { return {sbc::crypto::hash256(sbc::as_bytes(Book::network()))}; }

auto refused(const std::string& why) { return sbc::refuse(BookError::Refused, why); }
auto not_a_book(const std::string& why) { return sbc::refuse(BookError::NotABook, why); }
// #endregion rules-of

}  // namespace

// #region book-begins
Book::Book(std::string path) : path_{std::move(path)}, now_{rules()}, ahead_{now_} {}

// #endregion book-begins

// #region play
// What one line says happens, or (refused) nothing.
sbc::Result<void, BookError> Book::play(std::string_view line) {
    auto json = sbc::JsonReader::parse(line, {.max_bytes = longest_book, .canonical = true});
    if (!json) return not_a_book(json.error().text);
    const bool pays = json->has("payment");
    const auto texts = pays ? std::vector{json->object("payment", longest_transaction)}
                            : json->objects("block", longest_book, longest_transaction);
    auto complete = json->finish();
    if (!complete) return not_a_book(complete.error().text);
    Block block;
    for (const std::string& text : texts) {
        auto transaction = decode_transaction(text);
        if (!transaction) return refused(transaction.error().text);
        block.push_back(std::move(*transaction));
    }
    if (pays) return play_payment(std::move(block.front()));
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
sbc::Result<void, BookError> Book::play_payment(Transaction payment) {
    const auto fee = ahead_.judge(payment, next());
    if (!fee) return refused(fee.error().text);
    const auto spent = ahead_.apply({payment}, next());
    if (!spent) return refused(spent.error().text);
    fees_ = *sum(fees_, *fee);
    waiting_.push_back(std::move(payment));
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
    if (!written && written.error().reason == sbc::FileError::Changed) {
        auto newer = open(path_);
        if (!newer) return sbc::pass_on(newer);
        *this = std::move(*newer);
        return sbc::refuse(BookError::Changed, "another program has written in " + path_ +
                                                   ": it is read again, so try once more");
    }
    if (!written) return sbc::refuse(BookError::CannotWrite, written.error().text);
    tried.size_ += line.size() + 1;
    *this = std::move(tried);
    return {};
}
// #endregion write-line

// #region pay-and-close
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
// #endregion pay-and-close

// #region open-book
sbc::Result<Book, BookError> Book::open(const std::string& path) {
    const auto begun = sbc::create_file(path, first_line);
    if (!begun && begun.error().reason != sbc::FileError::Exists)
        return sbc::refuse(BookError::CannotOpen, begun.error().text);
    auto text = sbc::read_file(path, longest_book);
    if (!text) return sbc::refuse(BookError::CannotOpen, text.error().text);
    const std::string whole = text->substr(0, text->rfind('\n') + 1);  // lines that have an end
    if (!whole.starts_with(first_line)) return not_a_book(path + " is no ledger, and left alone");
    Book book{path};
    std::istringstream lines{whole.substr(first_line.size())};
    std::string line;
    for (std::size_t number = 2; std::getline(lines, line); ++number) {
        const std::string where = path + ", line " + std::to_string(number) + ": ";
        auto played = book.play(line);
        if (!played) return sbc::refuse(played.error().reason, where + played.error().text);
    }
    if (whole != *text) (void)sbc::replace_file(path, {.was = *text, .becomes = whole});
    book.size_ = whole.size();
    return book;
}
// #endregion open-book

}  // namespace stage

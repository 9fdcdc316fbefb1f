// The letter book: whatever the text, it is refused with a reason, or it is the one spelling of
// what was read, within the bounds.
#include "message/letter_book.hpp"

#include "script.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sbc::message;
    const std::string text{sbc::as_text({data, size})};
    const auto book = decode_letter_book(text);
    if (!book) {
        fuzz::must(!book.error().text.empty());
        return 0;
    }
    fuzz::must(encode(*book).reveal() == text);
    fuzz::must(encode(book->copy()).reveal() == text);
    fuzz::must(book->letters.size() <= most_letters && book->own.size() <= most_own_cards);
    fuzz::must(book->contacts.size() <= most_contacts && book->seen.size() <= most_seen);
    for (const LetterRecord& letter : book->letters) {
        fuzz::must(letter.number <= book->numbers && letter.text.size() <= longest_text);
        fuzz::must(letter.ours != (letter.state == LetterState::Received));
    }
    return 0;
}

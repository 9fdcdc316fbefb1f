// Never asks the reader whether all was well.
#include "thanks.hpp"

#include "base/json.hpp"
#include "base/utf8.hpp"

namespace exercise {

using sbc::Tone;

Actions Thanks::typed(const std::string& line, Moment) {
    Wishes wishes;
    if (line == "thanks") {
        for (const auto& [name, times] : times_) {
            wishes.tell(Tone::Plain, sbc::printable(name) + ": " + std::to_string(times));
        }
        if (times_.empty()) wishes.tell(Tone::Faint, "nobody has been thanked yet");
    } else if (line.starts_with("thank ")) {
        const std::string to = line.substr(6);
        if (!to.empty() && to.size() <= longest_name && sbc::is_utf8(sbc::as_bytes(to))) {
            sbc::JsonWriter json;
            wishes.publish(name(), json.text("from", me_).text("to", to).to_text());
        } else {
            wishes.tell(Tone::Bad, "not sent: a name has 1 to 64 bytes of UTF-8 text");
        }
    }
    return wishes.take();
}

Actions Thanks::published(MessageId, const std::string& body, Source, Moment) {
    Wishes wishes;
    auto json = sbc::JsonReader::parse(body, {});
    if (!json) return wishes.take();
    const std::string from = json->text("from", longest_name);
    const std::string to = json->text("to", longest_name);
    if (from.empty() || to.empty() || from == to) return wishes.take();
    if (times_.size() < most_names || times_.contains(to)) ++times_[to];
    if (to == me_) wishes.tell(Tone::Good, sbc::printable(from) + " says: you are great");
    return wishes.take();
}

}  // namespace exercise

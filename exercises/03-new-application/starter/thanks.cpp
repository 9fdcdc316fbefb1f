#include "thanks.hpp"

#include "base/json.hpp"
#include "base/utf8.hpp"

namespace exercise {

using sbc::Tone;

Actions Thanks::typed(const std::string& line, Moment) {
    // Your turn. What is to be done is returned, for instance:
    //   return {Tell{Tone::Faint, "nobody has been thanked yet"}};
    //   return {Publish{name(), the_text_of_a_JSON_object}};
    (void)line;
    return {};
}

Actions Thanks::published(MessageId, const std::string& body, Source, Moment) {
    // Your turn. How chat.hpp reads what a stranger has written is a good example.
    (void)body;
    return {};
}

}  // namespace exercise

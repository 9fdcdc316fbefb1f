// What the wallet's window reads that no protocol brings: the settings beside a key file, which
// anybody may have edited, and a number of points as it is typed. Any text means something, or is
// refused with a sentence; what is written is read back as it was.

#include "gui/desk_fields.hpp"
#include "gui/settings.hpp"
#include "script.hpp"

namespace {

using fuzz::must;
using namespace sbc::gui;

void read_as_settings(std::string_view text) {
    const auto settings = decode_settings(text);
    if (!settings) return must(!settings.error().text.empty());
    must(settings->contacts.size() <= most_contacts);
    const std::string again = encode(*settings);
    const auto same = decode_settings(again);
    must(same && encode(*same) == again && same->contacts.size() == settings->contacts.size());
}

void read_as_points(std::string_view text) {
    const auto reading = read_points(text);
    if (!reading.value) return;
    const auto again = read_points(std::to_string(reading.value->count));
    must(again.value == reading.value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = sbc::as_text({data, size});
    read_as_settings(text);
    read_as_points(text);
    return 0;
}

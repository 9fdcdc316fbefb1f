// net::Address: any text is an address in one spelling, which is read back equal, or a refusal that
// is safe to show.
#include "net/address.hpp"

#include <cstdlib>

#include "base/bytes.hpp"
#include "base/utf8.hpp"

using sbc::net::Address;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = sbc::as_text({data, size});
    const auto address = Address::parse(text);
    if (!address) {
        const std::string& told = address.error().text;
        if (told.empty() || told.size() > 250 || sbc::printable(told) != told) std::abort();
        return 0;
    }
    const std::string spelling = address->to_text();
    if (spelling.size() > 47 || sbc::printable(spelling) != spelling) std::abort();
    if (Address::parse(spelling) != *address) std::abort();
    if (Address::from(address->host(), address->port()) != *address) std::abort();
    if (address->with_port(1).with_port(address->port()) != *address) std::abort();
    return 0;
}

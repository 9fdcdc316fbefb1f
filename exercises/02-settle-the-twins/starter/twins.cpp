#include "twins.hpp"

namespace exercise {

std::vector<int> send_token_over(NodeId ours, const std::vector<Link>& links, const Link& newest) {
    // Your turn. Ids can be compared with < and ==. Nothing to send is an empty list: return {};
    (void)ours;
    (void)links;
    (void)newest;
    return {};
}

std::optional<int> hang_up(const std::vector<Link>& links, const Link& latest) {
    // Your turn.
    (void)links;
    (void)latest;
    return std::nullopt;
}

}  // namespace exercise

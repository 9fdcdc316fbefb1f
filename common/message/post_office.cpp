#include "message/post_office.hpp"

#include <utility>

#include "message/post_office_counter.hpp"
#include "message/post_office_round.hpp"

namespace sbc::message {

PostOffice::PostOffice(PostOfficeSettings settings)
    : settings_{std::move(settings)},
      mailboxes_{settings_.network, settings_.limits},
      counter_{std::make_unique<Counter>(settings_, mailboxes_)},
      round_{std::make_unique<Round>(settings_, mailboxes_, *counter_)} {}

PostOffice::~PostOffice() = default;

p2p::Application& PostOffice::counter() { return *counter_; }
p2p::Application& PostOffice::round() { return *round_; }

}  // namespace sbc::message

// What a wallet in a network may have to say of it, for the sample wallet.
#pragma once

#include <string>
#include <vector>

#include "gui/connection.hpp"

namespace sample {

enum class Weather { NoNetwork, Away, Connecting, Following, UpToDate, Differ, Stale };

// By the gallery's word for it: "away", "up-to-date"; NoNetwork for any other.
Weather weather_called(const std::string& word);
sbc::gui::Connection connection_in(Weather weather);
std::vector<std::string> cannot_know();

}  // namespace sample

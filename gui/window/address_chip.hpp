#pragma once

#include <string>

#include "gui/window/pen.hpp"

namespace sbc::gui {

// The beginning and the end of an address. The mouse over it shows all of it; a click, or Space
// while the keyboard is there, copies it. `id` tells it from others of the same address.
void address_chip(Pen& pen, const std::string& address, int id = 0);

// What a tooltip shows: this text, not wider than `width_ems`.
void tooltip(const Pen& pen, const std::string& text, float width_ems = 22);

}  // namespace sbc::gui

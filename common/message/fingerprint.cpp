#include "message/fingerprint.hpp"

#include <cstddef>

#include "crypto/signed_bytes.hpp"

namespace sbc::message {
namespace {

// Short, common, and not easily taken for each other when they are read out.
constexpr std::array<std::string_view, 256> words{
    "acorn",  "actor",  "album",  "alley",  "amber",  "anchor", "ankle",  "apple",  "apron",
    "arrow",  "artist", "atlas",  "attic",  "autumn", "bacon",  "badge",  "baker",  "bamboo",
    "banana", "basket", "beaver", "beetle", "bench",  "bottle", "bowl",   "brick",  "bridge",
    "bronze", "broom",  "brush",  "bucket", "button", "cabin",  "cactus", "camel",  "candle",
    "canoe",  "canvas", "carpet", "castle", "cave",   "chair",  "cherry", "chess",  "circle",
    "city",   "clock",  "cloud",  "clover", "coffee", "comet",  "copper", "corner", "cotton",
    "cradle", "crane",  "crown",  "daisy",  "dance",  "desk",   "dinner", "doctor", "door",
    "dragon", "dream",  "drum",   "duck",   "eagle",  "earth",  "easel",  "echo",   "elbow",
    "engine", "falcon", "family", "farmer", "fence",  "ferry",  "field",  "flag",   "flame",
    "flute",  "forest", "fossil", "fox",    "friend", "fruit",  "galaxy", "garden", "garlic",
    "giant",  "glass",  "glove",  "goat",   "gold",   "goose",  "grape",  "guitar", "hammer",
    "harp",   "hazel",  "hedge",  "helmet", "hermit", "hill",   "hobby",  "hockey", "honey",
    "hook",   "hotel",  "hunter", "igloo",  "insect", "iris",   "iron",   "island", "ivory",
    "jacket", "jaguar", "jelly",  "jewel",  "jigsaw", "judge",  "juice",  "jungle", "kayak",
    "kettle", "king",   "kitten", "koala",  "ladder", "lake",   "lamp",   "lemon",  "letter",
    "lily",   "linen",  "lion",   "lotus",  "lunch",  "magnet", "mango",  "maple",  "marble",
    "market", "melon",  "milk",   "mirror", "monkey", "moon",   "motor",  "mouse",  "music",
    "napkin", "needle", "nephew", "nest",   "noodle", "north",  "number", "oasis",  "ocean",
    "office", "olive",  "onion",  "opera",  "orange", "orchid", "oven",   "owl",    "oyster",
    "paddle", "palace", "panda",  "paper",  "parrot", "pastry", "peach",  "peanut", "pebble",
    "pencil", "pepper", "picnic", "pigeon", "pillow", "pilot",  "pirate", "planet", "poem",
    "pond",   "potato", "prince", "purple", "puzzle", "python", "quartz", "queen",  "quilt",
    "rabbit", "radio",  "raven",  "ribbon", "rice",   "river",  "robin",  "rocket", "roof",
    "ruby",   "salad",  "salmon", "school", "shadow", "shirt",  "silver", "skate",  "sofa",
    "spider", "spoon",  "spring", "square", "stone",  "street", "sugar",  "summer", "swan",
    "table",  "teapot", "temple", "tennis", "thumb",  "ticket", "tiger",  "timber", "toast",
    "tomato", "tower",  "tulip",  "tunnel", "turtle", "twelve", "valley", "velvet", "video",
    "violin", "voyage", "wallet", "walnut", "window", "winter", "wizard", "wolf",   "yacht",
    "yellow", "zebra",  "zigzag", "zipper"};

}  // namespace

const std::array<std::string_view, 256>& fingerprint_words() { return words; }

Fingerprint fingerprint(const Card& card, const Hash& network) {
    std::string said{as_text(card.address.bytes)};
    said += as_text(card.key.bytes);
    const Hash hash = crypto::hash256(crypto::signed_bytes("fingerprint", network, said));
    Fingerprint chosen;
    for (std::size_t i = 0; i < chosen.size(); ++i) chosen[i] = words[hash.bytes[i]];
    return chosen;
}

std::string to_text(const Fingerprint& words_of_it) {
    std::string text;
    for (const std::string_view word : words_of_it) {
        if (!text.empty()) text += ' ';
        text += word;
    }
    return text;
}

}  // namespace sbc::message

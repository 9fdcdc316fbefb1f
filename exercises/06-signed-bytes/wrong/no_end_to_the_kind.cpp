// Lets the kind run into the network's id.
#include "signed_bytes.hpp"

namespace exercise {

static std::string text_of(const Input& input) {
    sbc::JsonWriter json;
    json.integer("index", input.index).text("transaction", to_text(input.transaction));
    return json.to_text();
}

static std::string text_of(const Output& output) {
    sbc::JsonWriter json;
    json.text("address", output.address).integer("amount", output.amount);
    return json.to_text();
}

// All of it but the signatures.
static std::string text_of(const Payment& payment) {
    std::vector<std::string> inputs;
    for (const Input& input : payment.inputs) inputs.push_back(text_of(input));
    std::vector<std::string> outputs;
    for (const Output& output : payment.outputs) outputs.push_back(text_of(output));
    sbc::JsonWriter json;
    json.objects("inputs", inputs);
    if (payment.note) {
        sbc::JsonWriter note;
        note.text("app", payment.note->app).text("text", payment.note->text);
        json.object("note", note.to_text());
    }
    json.objects("outputs", outputs);
    return json.to_text();
}

sbc::Bytes signed_bytes(const Hash& network, const Payment& payment) {
    sbc::Bytes bytes = sbc::to_bytes(kind);
    bytes.insert(bytes.end(), network.bytes.begin(), network.bytes.end());
    const std::string text = text_of(payment);
    bytes.insert(bytes.end(), text.begin(), text.end());
    return bytes;
}

}  // namespace exercise

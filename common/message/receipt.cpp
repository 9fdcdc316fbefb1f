#include "message/receipt.hpp"

#include "base/json.hpp"
#include "crypto/address.hpp"
#include "crypto/signed_bytes.hpp"
#include "message/spelling.hpp"

namespace sbc::message {

Bytes signed_part(const Receipt& receipt, const Hash& network) {
    return crypto::signed_bytes("receipt", network, said(receipt).to_text());
}

void sign(Receipt& receipt, const Hash& network, const crypto::SigningKey& recipient) {
    receipt.signature = recipient.sign(signed_part(receipt, network));
}

Result<void, MailError> check(const Receipt& receipt, const Hash& network) {
    if (crypto::verify(receipt.to, signed_part(receipt, network), receipt.signature)) return {};
    return refused(MailError::BadSignature);
}

Bytes claim_part(const PublicKey& address, const Challenge& challenge, const Hash& network) {
    JsonWriter json;
    json.text("address", crypto::to_address(address)).bytes("challenge", challenge);
    return crypto::signed_bytes("mailbox", network, json.to_text());
}

}  // namespace sbc::message

#include "io/digest.hpp"

#include <openssl/evp.h>

#include <array>

namespace ftenv {

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  bool good = context != nullptr;
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : m_state(std::make_unique<State>()) {
  m_state->good = m_state->good && EVP_DigestInit_ex(m_state->context, EVP_sha256(), nullptr) == 1;
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(const void* data, std::size_t size) {
  m_state->good = m_state->good && EVP_DigestUpdate(m_state->context, data, size) == 1;
}

std::string Sha256::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int size = 0;
  // Nothing equals an empty digest, so a broken OpenSSL can't make anything look verified.
  if (!m_state->good || EVP_DigestFinal_ex(m_state->context, bytes.data(), &size) != 1) return {};
  m_state->good = false;
  static constexpr std::string_view k_digits = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    text += k_digits[bytes[i] >> 4];
    text += k_digits[bytes[i] & 15];
  }
  return text;
}

std::string Sha256::hex_so_far() const {
  Sha256 copy;
  copy.m_state->good =
      copy.m_state->good && m_state->good && EVP_MD_CTX_copy_ex(copy.m_state->context, m_state->context) == 1;
  return copy.hex();
}

}  // namespace ftenv

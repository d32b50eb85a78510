#include "io/digest.hpp"
#include "platform/system_sha256.hpp"

namespace ftenv {

struct Sha256::State {
  SystemSha256 digest;
};

Sha256::Sha256() : m_state(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(const void* data, std::size_t size) {
  m_state->digest.update(data, size);
}

std::string Sha256::hex() {
  return m_state->digest.hex();
}

std::string Sha256::hex_so_far() const {
  return m_state->digest.hex_so_far();
}

}  // namespace ftenv

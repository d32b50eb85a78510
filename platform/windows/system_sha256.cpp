#include "platform/system_sha256.hpp"

#include <windows.h>

#include <bcrypt.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace ftenv {
namespace {

BCRYPT_ALG_HANDLE sha256_provider() {
  static const BCRYPT_ALG_HANDLE provider = [] {
    BCRYPT_ALG_HANDLE opened = nullptr;
    return ::BCryptOpenAlgorithmProvider(&opened, BCRYPT_SHA256_ALGORITHM, nullptr, 0) >= 0 ? opened
                                                                                            : nullptr;
  }();
  return provider;
}

// Ends the computation. Nothing equals an empty digest, so a failure can't make anything look verified.
std::string finished(BCRYPT_HASH_HANDLE hash) {
  std::array<unsigned char, 32> bytes{};
  if (::BCryptFinishHash(hash, bytes.data(), static_cast<ULONG>(bytes.size()), 0) < 0) return {};
  static constexpr std::string_view k_digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += k_digits[byte >> 4];
    text += k_digits[byte & 15];
  }
  return text;
}

}  // namespace

struct SystemSha256::State {
  BCRYPT_HASH_HANDLE hash = nullptr;
  bool good = false;
};

SystemSha256::SystemSha256() : m_state(std::make_unique<State>()) {
  m_state->good = sha256_provider() != nullptr &&
                  ::BCryptCreateHash(sha256_provider(), &m_state->hash, nullptr, 0, nullptr, 0, 0) >= 0;
}

SystemSha256::~SystemSha256() {
  if (m_state->hash != nullptr) ::BCryptDestroyHash(m_state->hash);
}

void SystemSha256::update(const void* data, std::size_t size) {
  constexpr std::size_t k_at_once = 1u << 30;
  auto* bytes = static_cast<unsigned char*>(const_cast<void*>(data));  // only read
  while (m_state->good && size > 0) {
    const std::size_t now = std::min(size, k_at_once);
    m_state->good = ::BCryptHashData(m_state->hash, bytes, static_cast<ULONG>(now), 0) >= 0;
    bytes += now;
    size -= now;
  }
}

std::string SystemSha256::hex() {
  if (!m_state->good) return {};
  m_state->good = false;
  return finished(m_state->hash);
}

std::string SystemSha256::hex_so_far() const {
  BCRYPT_HASH_HANDLE copy = nullptr;
  if (!m_state->good || ::BCryptDuplicateHash(m_state->hash, &copy, nullptr, 0, 0) < 0) return {};
  const std::string text = finished(copy);
  ::BCryptDestroyHash(copy);
  return text;
}

}  // namespace ftenv

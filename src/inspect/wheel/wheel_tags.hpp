// Which wheels an interpreter on a host takes (PEP 425, 600, 656; PEP 803 for abi3t). Pure: what pip would
// print with `debug --verbose`, without asking it.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "inspect/wheel/wheel_name.hpp"
#include "model/host.hpp"
#include "model/version.hpp"

namespace ftenv {

// The interpreter in question. Only CPython.
struct WheelTarget {
  Version version;
  bool free_threaded = true;
  Version abi3t;            // the first CPython with a stable ABI for free-threaded builds
  std::string abi() const;  // "cp314t"
};

// The platforms of tags for compiled files, the best first: "manylinux_2_36_x86_64", …, "linux_x86_64".
// Empty for a system that nobody makes wheels for.
std::vector<std::string> platform_tags(const Host& host);

// Looked up thousands of times: by hash.
class WheelTags {
 public:
  WheelTags(const WheelTarget& target, const Host& host);

  const std::vector<WheelTag>& in_order() const { return m_tags; }
  const std::vector<std::string>& platforms() const { return m_platforms; }

  // The place of the best of the wheel's tags in the order; nothing: it does not install.
  std::optional<std::size_t> rank(const WheelName& wheel) const;
  // Does one of its platforms fit the host, whatever the interpreter? Not for "any".
  bool platform_fits(const WheelName& wheel) const;

 private:
  std::vector<std::string> m_platforms;
  std::vector<WheelTag> m_tags;
  std::unordered_map<std::string, std::size_t> m_ranks;
  std::unordered_map<std::string, std::size_t> m_platform_ranks;
};

}  // namespace ftenv

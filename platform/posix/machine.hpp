// What all POSIX systems answer alike of `Machine`. Private to platform/.
#pragma once

#include "platform/machine_facts.hpp"

namespace ftenv {

class PosixMachine : public Machine {
 public:
  OwnerFacts owner(const fs::path& path) const override;
  bool has_locale(const std::string& name) const override;
  std::int64_t seconds_since_1970() const override;
};

fs::path nearest_existing(fs::path place);

}  // namespace ftenv

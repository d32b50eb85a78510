#include "plants.hpp"

namespace ftenv::test {

std::vector<Plant> venv_plants() {
  return {
      {"IN-08", "there is no environment", Severity::warning, [](Patient& p) { p.remove(p.venv()); }},
      {"IN-09", "pyvenv.cfg is gone", Severity::error, [](Patient& p) { p.remove(p.venv() / "pyvenv.cfg"); }},
      {"IN-10", "its interpreter is gone", Severity::error, [](Patient& p) { p.remove(p.prefix()); }},
  };
}

}  // namespace ftenv::test

// The real services, made once for a command and handed down as references.
#pragma once

#include <memory>

#include "base/result.hpp"
#include "cli/invocation.hpp"
#include "cli/text/style.hpp"
#include "engine/services.hpp"
#include "platform/terminal.hpp"

namespace ftenv {

class ReplayedMachine;

class World {
 public:
  // Probes the host, loads its recipes and filters the environment. Errors: unsupported, recipe, usage.
  static Result<std::unique_ptr<World>> create(const Invocation& invocation, CancelToken& cancel);
  ~World();

  Services& services() { return *m_services; }
  // Gives up everything to threads that are stuck in the operating system and may come back: it is then
  // never destroyed.
  void leave_behind();
  // With --host: the machine on paper. Else nothing.
  const ReplayedMachine* replayed() const;
  // Taken down before the report is printed, so that no live line mixes with it.
  void end_progress();

 private:
  World();
  Status meet_machine(const Invocation& invocation);
  Status read_recipes(const Invocation& invocation);
  struct Parts;
  std::unique_ptr<Parts> m_parts;
  std::unique_ptr<Services> m_services;
};

}  // namespace ftenv

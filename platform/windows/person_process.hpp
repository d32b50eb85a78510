// A command that belongs to the person: our streams, our console, and a job that ends it with us. Private
// to platform/windows.
#pragma once

#include <string>
#include <vector>

#include "model/environment.hpp"
#include "platform/windows/job.hpp"
#include "platform/windows/spawn.hpp"

namespace ftenv {

class PersonProcess {
 public:
  // Found on `environment`'s PATH, absolute entries only. Error: process.
  static Result<PersonProcess> start(const std::vector<std::string>& argv, const Environment& environment);

  bool wait(unsigned milliseconds);  // true: it has ended
  void terminate() { m_job.terminate(); }
  ExitStatus status() const;

 private:
  PersonProcess(SpawnedProcess process, Job job) : m_process(std::move(process)), m_job(std::move(job)) {}
  SpawnedProcess m_process;
  Job m_job;
};

}  // namespace ftenv

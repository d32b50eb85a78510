#include "platform/windows/job.hpp"

#include "platform/windows/system_error.hpp"

namespace ftenv {
namespace {

// What a child that was ended answers when somebody asks.
constexpr UINT k_ended_by_us = 1;

}  // namespace

Result<Job> Job::create() {
  UniqueHandle job(::CreateJobObjectW(nullptr, nullptr));
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags =
      JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
  if (!job.open() ||
      ::SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits, sizeof limits) == 0)
    return fail(ErrorCode::internal, "can't make a job for a child: " + last_error().message());
  return Job(std::move(job));
}

void Job::terminate() {
  ::TerminateJobObject(m_handle.get(), k_ended_by_us);
}

bool Job::has_living() const {
  JOBOBJECT_BASIC_ACCOUNTING_INFORMATION counts{};
  return ::QueryInformationJobObject(m_handle.get(), JobObjectBasicAccountingInformation, &counts,
                                     sizeof counts, nullptr) != 0 &&
         counts.ActiveProcesses > 0;
}

}  // namespace ftenv

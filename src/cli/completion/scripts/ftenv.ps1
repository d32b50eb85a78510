# Completion of ftenv in PowerShell, from `ftenv completions powershell`. It only passes on what ftenv answers.

Register-ArgumentCompleter -Native -CommandName 'ftenv', 'ftenv.exe' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
            else { $_.Extent.Text }
        })
    # The mark before the last word keeps an empty one from being lost.
    $answer = @(& 'ftenv' __complete powershell @before "_$wordToComplete" 2>$null)
    if ($answer.Count -eq 0) { return }
    $more = $answer[0]
    $answer | Select-Object -Skip 1 | ForEach-Object {
        $value, $meaning = $_ -split "`t", 2
        if (-not $meaning) { $meaning = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $meaning)
    }
    # Of --option=PATH only what follows is a path; then PowerShell's own completion takes over.
    if ($wordToComplete -like '--*=*') { return }
    if ($more -eq 'files' -or $more -like 'command *') {
        [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
    }
    elseif ($more -eq 'directories') {
        [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete) |
            Where-Object { $_.ResultType -eq 'ProviderContainer' }
    }
}

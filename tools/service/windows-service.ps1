<#
.SYNOPSIS
    Runs a clinic's program on Windows when the computer starts, before anybody signs in.

.DESCRIPTION
    Uses the Task Scheduler that comes with Windows and nothing else. The program runs as an account
    of its own, with no rights but to its folders, and is started again if it ends.
    The document «drift» says how it is set up (manual/documents/drift.md).

.EXAMPLE
    .\windows-service.ps1 -Install -Program C:\KAST\kast_eval -Instance C:\KAST\instance -Copies E:\KAST-kopior

.EXAMPLE
    .\windows-service.ps1 -Remove
#>
[CmdletBinding(DefaultParameterSetName = 'Install')]
param(
    [Parameter(ParameterSetName = 'Install')] [switch] $Install,
    [Parameter(ParameterSetName = 'Remove', Mandatory)] [switch] $Remove,
    # The folder with the program, its forms and its .venv.
    [Parameter(ParameterSetName = 'Install', Mandatory)] [string] $Program,
    # The folder with the database; made if it is not there.
    [Parameter(ParameterSetName = 'Install', Mandatory)] [string] $Instance,
    # The folder for backups, on another disk.
    [Parameter(ParameterSetName = 'Install', Mandatory)] [string] $Copies,
    [string] $TaskName = 'KAST',
    [string] $Account = 'kast-eval'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$identity = [Security.Principal.WindowsPrincipal] [Security.Principal.WindowsIdentity]::GetCurrent()
if (-not $identity.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
    throw 'Start PowerShell as administrator: an account and a task are made.'
}

if ($Remove) {
    Stop-ScheduledTask -TaskName $TaskName -ErrorAction SilentlyContinue
    Unregister-ScheduledTask -TaskName $TaskName -Confirm:$false
    Disable-LocalUser -Name $Account
    Write-Output "The task is removed and the account $Account is disabled. Database and backups are untouched."
    return
}

$command = Join-Path $Program '.venv\Scripts\kast-eval.exe'
if (-not (Test-Path $command)) { throw "The program is not installed in $Program." }

# The password is random, is known to the task alone, and is made anew by each installation.
$bytes = New-Object byte[] 32
$random = [Security.Cryptography.RandomNumberGenerator]::Create()
$random.GetBytes($bytes)
$random.Dispose()
$password = [Convert]::ToBase64String($bytes) + 'aA1!'
$secure = ConvertTo-SecureString $password -AsPlainText -Force

if (Get-LocalUser -Name $Account -ErrorAction SilentlyContinue) {
    Set-LocalUser -Name $Account -Password $secure -PasswordNeverExpires $true
    Enable-LocalUser -Name $Account
} else {
    New-LocalUser -Name $Account -Password $secure -PasswordNeverExpires `
        -UserMayNotChangePassword -Description 'Runs the KAST program' | Out-Null
}

# Nobody signs in as the account: it is in no group, and has the one right to run a task.
function Grant-BatchLogon([string] $name) {
    $sid = (Get-LocalUser -Name $name).SID.Value
    $file = New-TemporaryFile
    try {
        secedit /export /cfg $file /areas USER_RIGHTS | Out-Null
        $rights = Get-Content $file
        $line = $rights | Where-Object { $_ -like 'SeBatchLogonRight*' }
        if ($line -like "*$sid*") { return }
        $granted = if ($line) { "$line,*$sid" } else { "SeBatchLogonRight = *$sid" }
        @('[Unicode]', 'Unicode=yes', '[Version]', 'signature="$CHICAGO$"', 'Revision=1',
            '[Privilege Rights]', $granted) | Set-Content $file -Encoding Unicode
        secedit /configure /db secedit.sdb /cfg $file /areas USER_RIGHTS | Out-Null
    } finally {
        Remove-Item $file
    }
}
Grant-BatchLogon $Account

# Only the account, and those who look after the computer, get at the database and its copies.
foreach ($folder in $Instance, $Copies) {
    New-Item -ItemType Directory -Force -Path $folder | Out-Null
    icacls $folder /inheritance:r /grant:r "${Account}:(OI)(CI)M" '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "The rights of $folder could not be set." }
}
icacls $Program /grant "${Account}:(OI)(CI)RX" | Out-Null
if ($LASTEXITCODE -ne 0) { throw "The rights of $Program could not be set." }

# kast-eval.exe serve --instance FOLDER
$action = New-ScheduledTaskAction -Execute $command -Argument "serve --instance `"$Instance`"" -WorkingDirectory $Program
$trigger = New-ScheduledTaskTrigger -AtStartup
$settings = New-ScheduledTaskSettingsSet -ExecutionTimeLimit ([TimeSpan]::Zero) `
    -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -MultipleInstances IgnoreNew `
    -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -StartWhenAvailable
Register-ScheduledTask -TaskName $TaskName -Action $action -Trigger $trigger -Settings $settings `
    -User "$env:COMPUTERNAME\$Account" -Password $password -RunLevel Limited -Force | Out-Null
Remove-Variable password, secure, bytes

Start-ScheduledTask -TaskName $TaskName
Write-Output "KAST runs when the computer starts. Open http://127.0.0.1:8000 on this computer."

using Gateway.WebConsole.Text;
using Gateway.WebConsole.Verdicts;

namespace Gateway.WebConsole.Devices;

/// <summary>Words on the buttons beside the sentence.</summary>
internal static class StepWords
{
    /// <summary>What a button does.</summary>
    public static string Step(this ConsoleText text, DeviceStep step) => step switch
    {
        DeviceStep.AddDevice => text.T("Add this terminal", "录入该终端"),
        DeviceStep.Enable => text.T("Enable", "启用"),
        DeviceStep.SetClock => text.T("Set clock", "校时"),
        DeviceStep.AllowAddress => text.T("Allow this address", "允许该地址"),
        DeviceStep.AllowTransports => text.T("Allow this transport", "允许该接入方式"),
        DeviceStep.EnterKey => text.T("Enter its key", "重设密钥"),
        DeviceStep.ReadAgain => text.T("Read the quarantine again", "重新读取隔离区"),
        DeviceStep.ChangeSettings => text.T("Change its settings", "修改设置"),
        DeviceStep.Resync => text.T("Push its persons again", "重新下发名单"),
        DeviceStep.WatchFrames => text.T("Watch its frames", "查看实时数据"),
        DeviceStep.ShowConnections => text.T("When it came and went", "查看上下线记录"),
        DeviceStep.ShowCommands => text.T("Show its commands", "查看命令"),
        DeviceStep.ShowSite => text.T("Its site", "查看工地"),
        _ => step.ToString(),
    };
}

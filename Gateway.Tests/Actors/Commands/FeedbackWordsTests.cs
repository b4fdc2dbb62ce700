using Gateway.Actors.Commands;
using Xunit;

namespace Gateway.Tests.Actors.Commands;

public sealed class FeedbackWordsTests
{
    [Theory]
    [InlineData("人员删除成功", true)]
    [InlineData("删除 成功！", true)]
    [InlineData("成功。", true)]
    [InlineData("删除失败", false)]
    [InlineData("删除不成功", false)]
    [InlineData("删除未成功：无此人", false)]
    [InlineData("没有 成功", false)]
    [InlineData("成功，但照片删除失败", false)]
    [InlineData("部分成功", null)]
    [InlineData("不知是否成功", null)]
    [InlineData("成功删除", null)]
    [InlineData("ok", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Read_Words_SayOnlyWhatIsSure(string? text, bool? says) => Assert.Equal(says, FeedbackWords.Read(text)); // D32

    [Fact]
    public void Read_TextThatMayBeCut_IsNoSuccess() => Assert.Null(FeedbackWords.Read(new string('人', FeedbackWords.LengthMax - 2) + "成功"));
}

"""Metrics that have a name of their own: accuracy, BLEU, NDCG@10, perplexity."""

METRIC = (
    r"(?:[Ff]1|F-?measure|F-?scores?|[Aa]ccurac(?:y|ies)|acc\.?|(?:sacre|Sacre)?BLEU(?:-\d)?|BLEURT|ROUGE(?:-\w{1,4})?"
    r"|Rouge(?:-\w{1,4})?"
    r"|METEOR|chrF\+{0,2}|COMET|BERTScore|(?:ROC-?)?AU(?:RO|PR)?C(?:-ROC)?|m?AP(?:@?\d+(?:-\d+)?)?|mean average "
    r"precision"
    r"|m?IoU|Dice|DSC|PSNR"
    r"|SSIM|[gr]?FID|FVD|LPIPS|CLIP[- ]?[Ss]core|[Pp]erplexit(?:y|ies)|PPL|W?[WCDE]ER|MAE|RMSE|MSE|R2|R\^2"
    r"|[Cc]orrelations?|Pearson(?:'s)?"
    r"|Spearman(?:'s)?|Kendall(?:'s)?|[Kk]appa|n?DCG(?:@\d+)?|NDCG(?:@\d+)?|MRR(?:@\d+)?|[Rr]ecall(?:@\d+)?"
    r"|[Hh]its?@\d+|[Pp]ass@\d+"
    r"|[Pp]recision(?:@\d+)?|[Ww]in[- ]?rates?|[Ss]uccess rates?|EM|[Ee]xact[- ][Mm]atch|[Ss]pecificity"
    r"|[Ss]ensitivity|U?T?MOS|PESQ|STOI"
    r"|SI-SDRi?|E[Ll][Oo](?: rating| score)?|MAUVE|CIDEr|SPICE|[Ss]cores?|[Ll]oss|BP[BCD]|bits[- ]per[- ]\w+|RTF"
    r"|[Aa]lignment|[Aa]greement"
    r"|[Ss]imilarity|ECE|NDS|EPE|R@\d+|C-index|[Hh]it rate|Brier|Jaccard|TER|SPL|MCC|QWK|GLUE|DER|ratings?|speedup"
    r"|GPA|[Pp]erformance|UAS|LAS|r|rho|ρ|κ|R²)"
)
